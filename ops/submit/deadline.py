"""By when a job must be done, and how long it would take: held to what can be kept at all."""

from argparse import Namespace
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from config.jobs import Capacity
from ops.session import RefusalError
from ops.submit.order import Order

BEGINNING = timedelta(minutes=15)
"""To get an instance, to start on it, and to be moved there by the desk's next round."""
_DEADLINE, _WORK = "--deadline", "--work-minutes"


@dataclass(frozen=True, kw_only=True)
class Promise:
    deadline: datetime
    work: timedelta

    @property
    def tags(self) -> dict[str, str]:
        return {
            "millrace:deadline": self.deadline.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "millrace:work-minutes": str(round(self.work / timedelta(minutes=1))),
        }


def promise(asked: Namespace, order: Order, *, now: datetime) -> Promise | None:
    """None where no deadline was asked for; raises RefusalError for one that cannot be kept."""
    if asked.deadline is None and asked.work_minutes is None:
        return None
    if asked.deadline is None or asked.work_minutes is None:
        missing = _DEADLINE if asked.deadline is None else _WORK
        raise RefusalError(f"{_DEADLINE} and {_WORK} belong together: add {missing}")
    if asked.items is not None or getattr(order.job, "nodes", 1) > 1:
        raise RefusalError(
            f"only a job in one piece has a deadline: leave out {_DEADLINE}, or --items"
            if asked.items is not None
            else f"{order.name} runs on several nodes, which cannot be moved: leave out {_DEADLINE}"
        )
    made = Promise(deadline=_time(asked.deadline), work=timedelta(minutes=asked.work_minutes))
    _refuse_what_does_not_move(order)
    _refuse_too_late(made, order, now)
    return made


def _time(given: str) -> datetime:
    try:
        time = datetime.fromisoformat(given)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise RefusalError(
            f"{_DEADLINE} takes a time with its zone, such as 2026-11-23T18:00+01:00, not '{given}'"
        )
    return time


def _refuse_what_does_not_move(order: Order) -> None:
    if order.job.capacity is not Capacity.SPOT:
        raise RefusalError(
            f"{order.name} runs on on-demand, so no deadline can move it there: "
            f"leave out {_DEADLINE}, or add --capacity spot"
        )
    if not order.pool.on_demand_max_vcpus:
        raise RefusalError(
            f"fleet {order.job.fleet} has no on-demand part, so no deadline can be kept: raise "
            "on_demand_max_vcpus in the environment file, or choose another --fleet"
        )


def _refuse_too_late(made: Promise, order: Order, now: datetime) -> None:
    done = now + BEGINNING + made.work
    if done > made.deadline:
        raise RefusalError(
            f"{order.name} cannot be done by {_told(made.deadline)}: {made.work} of work that "
            f"begin now on on-demand end at {_told(done)}"
        )
    longest = timedelta(minutes=order.job.timeout_minutes)
    if made.work > longest:
        raise RefusalError(
            f"{order.name} may take {longest} an attempt, and its work takes {made.work}: raise "
            "timeout_minutes in the environment file"
        )


def _told(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
