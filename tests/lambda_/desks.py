"""The job desk with fakes behind it, as the tests of it deliver to it and read its log."""

import io
import json
import logging
from collections.abc import Callable
from typing import Any

from millrace.delivery import settle
from millrace.domain.desk import JobDesk
from millrace.domain.job import JobRecord
from millrace.domain.merging import Outcome
from millrace.logs import JsonLines
from millrace.reporting import tell
from tests.lambda_.deliveries import FakeDeadLetters, FakeLedger, FakeOrders, delivery


def as_it_is(record: JobRecord) -> JobRecord:
    return record


class Desk:
    """The job desk with fakes behind it: what it answers, what it logs."""

    def __init__(self) -> None:
        self.ledger = FakeLedger()
        self.dead_letters = FakeDeadLetters()
        self.orders = FakeOrders()
        self.conclude: Callable[[JobRecord], JobRecord] = as_it_is
        self._written = io.StringIO()
        handler = logging.StreamHandler(self._written)
        handler.setFormatter(JsonLines("tested-desk"))
        self._log = logging.Logger("tested-desk")  # noqa: LOG001 - one for each test
        self._log.addHandler(handler)

    def settle(self, *bodies: str) -> list[str]:
        """The messages that are to be delivered again."""
        return self.settle_and_count(*bodies)[0]

    def settle_and_count(self, *bodies: str) -> tuple[list[str], list[str]]:
        desk = JobDesk(
            ledger=self.ledger,
            dead_letters=lambda: self.dead_letters,
            orders=lambda: self.orders,
            conclude=self.conclude,
        )
        decisions = settle(delivery(*bodies)["Records"], desk)
        for message_id, decision in decisions.items():
            tell(self._log, decision, message_id)
        failed = [name for name, each in decisions.items() if each.outcome is Outcome.REDELIVERED]
        counts = [count.metric for each in decisions.values() for count in each.counts]
        return failed, sorted(counts)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._written.getvalue().splitlines()]

    @property
    def outcomes(self) -> list[str]:
        return [line["outcome"] for line in self.lines]
