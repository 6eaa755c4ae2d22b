"""One line of the log for each order, and one metric for what came of it."""

import io
import json
import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from millrace.domain.acting import Actor, Result, done, refused
from millrace.domain.job import JobRecord
from millrace.domain.orders import Order
from millrace.logs import JsonLines
from millrace.naming import Naming, Outcome, carried_out, counted
from tests.lambda_.acting.ended_jobs import NOW
from tests.lambda_.acting.test_two_at_once import RECORD, Desk


class Mistaken:
    def perform(self, record: JobRecord, order: Order, *, now: datetime) -> Result:
        raise ZeroDivisionError(order.token)


class Told:
    """Names the job once, and keeps what the log says."""

    def __init__(self, actor: Actor | None = None) -> None:
        self.desk = Desk()
        self._written = io.StringIO()
        handler = logging.StreamHandler(self._written)
        handler.setFormatter(JsonLines("order-desk"))
        log = logging.Logger("told")  # noqa: LOG001 - one for each test
        log.addHandler(handler)
        naming = Naming.of({"messageId": "m1", "body": json.dumps({"job_id": RECORD.job_id})})
        self.outcome: Outcome = carried_out(naming, actor or self.desk.actor, log, now=NOW)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._written.getvalue().splitlines()]


def test_a_line_says_what_was_done_about_which_chain_and_why() -> None:
    [line] = Told().lines

    assert {key: line[key] for key in ("do", "because", "outcome", "reason", "tries")} == {
        "do": "on-demand",
        "because": "spot-reclaimed",
        "outcome": "done",
        "reason": "as new-0",
        "tries": 1,
    }
    assert (line["correlation_id"], line["message_id"]) == (RECORD.correlation_id, "m1")


def test_a_mistake_of_ours_keeps_its_traceback_and_comes_again() -> None:
    told = Told(Actor(ledger=Desk().ledger, effects=Mistaken()))
    [line] = told.lines

    assert told.outcome.is_to_come_again
    assert "ZeroDivisionError" in line["exception"]


@pytest.mark.parametrize(
    ("result", "metric"), [(done("as j2"), "OrdersPerformed"), (refused("no"), "OrdersRefused")]
)
def test_what_came_of_an_order_is_counted_by_what_it_was(result: Result, metric: str) -> None:
    [settled] = Told().outcome.settled
    order = replace(settled.order, progress=result.progress)
    outcome = Outcome(message_id="m1", settled=[replace(settled, order=order)] * 2)

    [datum] = counted([outcome], now=NOW)

    assert (datum.metric, datum.dimension, datum.of, datum.value) == (metric, "Do", "on-demand", 2)
