"""One message of the queue of orders: the job that it names, and what became of its orders."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Self

from millrace.domain.acting import Actor, Round, Settled
from millrace.domain.metrics import Datum, Unit, summed
from millrace.domain.mistakes import Mistake, tried
from millrace.domain.orders import Progress
from millrace.fields import MalformedError, parsed, text

_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Naming:
    message_id: str
    body: str

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Self:
        return cls(message_id=record["messageId"], body=record["body"])


@dataclass(frozen=True, kw_only=True)
class Outcome:
    message_id: str
    settled: Sequence[Settled] = ()
    is_to_come_again: bool = False


def carried_out(naming: Naming, actor: Actor, log: logging.Logger, *, now: datetime) -> Outcome:
    """A mistake that nobody foresaw keeps its traceback, and sends back its own message alone."""
    told = {"message_id": naming.message_id, "named": naming.body[:_SHOWN]}
    done = tried(partial(_round, actor=actor, now=now), naming.body)
    if isinstance(done, Mistake):
        log.error("orders failed", extra=told | {"reason": str(done)}, exc_info=done.error)
        return Outcome(message_id=naming.message_id, is_to_come_again=True)
    for each in done.settled:
        log.info("order carried out", extra=told | line(each))
    if done.failure is not None:
        log.warning("orders come again", extra=told | {"reason": str(done.failure)})
    return Outcome(
        message_id=naming.message_id,
        settled=done.settled,
        is_to_come_again=done.failure is not None,
    )


def _round(body: str, *, actor: Actor, now: datetime) -> Round:
    try:
        return actor.settle(text(parsed(body), "job_id"), now=now)
    except MalformedError as error:
        return Round(settled=(), failure=error)


def line(settled: Settled) -> dict[str, Any]:
    order = settled.order
    return {
        "correlation_id": settled.record.correlation_id,
        "do": str(order.do),
        "because": order.because,
        "outcome": str(order.progress),
        "reason": order.result,
        "tries": order.tries,
        "token": order.token,
    }


def counted(outcomes: Sequence[Outcome], *, now: datetime) -> list[Datum]:
    return summed((_datum(each, now) for one in outcomes for each in one.settled), now=now)


def _datum(settled: Settled, now: datetime) -> Datum:
    is_done = settled.order.progress is Progress.DONE
    return Datum(
        metric="OrdersPerformed" if is_done else "OrdersRefused",
        dimension="Do",
        of=str(settled.order.do),
        value=1,
        unit=Unit.COUNT,
        at=now,
    )
