"""A job as JSON for programs; docs/job-ledger.md promises this shape."""

from dataclasses import asdict
from typing import Any

from millrace.adapters.items import written
from millrace.domain.job import Attempt, JobRecord, Moment


def job_json(job: JobRecord) -> dict[str, Any]:
    """Every key is always there; what is not known is null."""
    return asdict(job) | {
        "attempts": [_attempt(number, job.attempts[number]) for number in sorted(job.attempts)],
        "timeline": [_moment(moment) for moment in sorted(job.timeline.values(), key=_by_time)],
        "submitted_at": written(job.submitted_at) if job.submitted_at else None,
        "updated_at": written(job.updated_at),
    }


def _attempt(number: int, attempt: Attempt) -> dict[str, Any]:
    return {
        "number": number,
        "started_at": written(attempt.started_at) if attempt.started_at else None,
        "stopped_at": written(attempt.stopped_at) if attempt.stopped_at else None,
        "exit_code": attempt.exit_code,
        "reason": attempt.reason,
        "log_stream": attempt.log_stream,
    }


def _moment(moment: Moment) -> dict[str, Any]:
    return asdict(moment) | {"at": written(moment.at)}


def _by_time(moment: Moment) -> tuple[object, ...]:
    return moment.at, moment.order
