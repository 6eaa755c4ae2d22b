"""A job as JSON for programs; docs/job-ledger.md promises this shape."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from millrace.adapters.items import written
from millrace.domain.job import Attempt, JobRecord, Moment
from millrace.domain.orders import Order


def job_json(job: JobRecord) -> dict[str, Any]:
    """Every key is always there; what is not known is null."""
    return _plain(asdict(job)) | {
        "attempts": [_attempt(number, job.attempts[number]) for number in sorted(job.attempts)],
        "timeline": [_moment(moment) for moment in sorted(job.timeline.values(), key=_by_time)],
        "orders": [_order(order) for order in sorted(job.orders.values(), key=_by_order)],
    }


def _attempt(number: int, attempt: Attempt) -> dict[str, Any]:
    return {"number": number, **_plain(asdict(attempt))}


def _moment(moment: Moment) -> dict[str, Any]:
    return _plain(asdict(moment))


def _order(order: Order) -> dict[str, Any]:
    return _plain(asdict(order))


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: _told(value) for name, value in fields.items()}


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return written(value)
    return _plain(value) if isinstance(value, dict) else value


def _by_time(moment: Moment) -> tuple[object, ...]:
    return moment.at, moment.order


def _by_order(order: Order) -> tuple[datetime, str]:
    return order.ordered_at, order.token
