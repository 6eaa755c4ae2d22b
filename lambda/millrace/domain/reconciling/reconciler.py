"""One round: all the comparisons, each of them whatever becomes of the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from millrace.domain.desk import LedgerError
from millrace.domain.orders import OrderQueueError
from millrace.domain.reconciling.difference import Difference
from millrace.domain.reconciling.overdue import OverdueOrders
from millrace.domain.reconciling.ports import JobEvents, SendingError
from millrace.domain.reconciling.rounds import Round
from millrace.domain.reconciling.told import AskingError

_REASONS = (AskingError, LedgerError, OrderQueueError, SendingError)


class RoundFailedError(Exception):
    """A part of the round could not be done; what could be is done."""


class Comparison(Protocol):
    def differences(self, round_: Round) -> Iterator[Difference]: ...


@dataclass(kw_only=True)
class Report:
    repaired: list[Difference] = field(default_factory=list)
    named_again: int = 0
    failures: list[str] = field(default_factory=list)

    def raise_failures(self) -> None:
        """So that Lambda tries the round again, and somebody hears of it if that fails too."""
        if self.failures:
            raise RoundFailedError("; ".join(self.failures))


@dataclass(frozen=True, kw_only=True)
class Reconciler:
    comparisons: Sequence[Comparison]
    overdue: OverdueOrders
    job_events: JobEvents

    def run(self, round_: Round) -> Report:
        report = Report()
        for comparison in self.comparisons:
            self._send([*_found(comparison, round_, report)], report)
        try:
            report.named_again = self.overdue.name_again(round_)
        except _REASONS as reason:
            report.failures.append(str(reason))
        return report

    def _send(self, found: Sequence[Difference], report: Report) -> None:
        try:
            self.job_events.send([difference.body for difference in found])
        except SendingError as reason:
            report.failures.append(str(reason))
        else:
            report.repaired.extend(found)


def _found(comparison: Comparison, round_: Round, report: Report) -> Iterator[Difference]:
    """What was found before a failure is told all the same."""
    try:
        yield from comparison.differences(round_)
    except _REASONS as reason:
        report.failures.append(str(reason))
