"""A job that the ledger has as open and that AWS does not know any more: it is over."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from millrace.domain.job import Attempt, JobRecord, Kind
from millrace.domain.reconciling.place import Place
from millrace.domain.reconciling.told import Told

FORGOTTEN_AFTER = timedelta(days=1)
"""What AWS has not heard of yet is not forgotten: lists and descriptions lag behind by seconds."""
REASON = "AWS Batch does not know it any more"
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def forgotten(record: JobRecord, place: Place, *, now: datetime) -> Told | None:
    """AWS Batch keeps an ended job for seven days; a deleted queue takes its jobs along."""
    if not may_be_forgotten(record, now=now) or record.kind is Kind.SERVICE:
        return None
    return Told(
        job_id=record.job_id,
        arn=place.arn("batch", f"job/{record.job_id}"),
        detail_type="Batch Job State Change",
        detail=_detail(record),
        at=record.newest.at,
        source="aws.batch",
    )


def may_be_forgotten(record: JobRecord, *, now: datetime) -> bool:
    return not record.state.terminal and now - record.opened_at >= FORGOTTEN_AFTER


def _detail(record: JobRecord) -> dict[str, Any]:
    """All that is known of it: what the event leaves out would be unknown again."""
    known = {
        "createdAt": _milliseconds(record.submitted_at),
        "stoppedAt": _milliseconds(record.newest.at),
    }
    return {
        "jobId": record.job_id,
        "jobName": record.name,
        "jobQueue": record.queue,
        "jobDefinition": record.definition,
        "status": "FAILED",
        "statusReason": REASON,
        "attempts": [*_attempts(record.attempts)],
        **_parts(record),
        **{name: value for name, value in known.items() if value is not None},
    }


def _parts(record: JobRecord) -> dict[str, Any]:
    match record.kind:
        case Kind.ARRAY:
            return {"arrayProperties": {"size": record.size}}
        case Kind.MULTI_NODE:
            return {"nodeProperties": {"numNodes": record.size}}
        case _:
            return {}


def _attempts(attempts: Mapping[int, Attempt]) -> Iterator[dict[str, Any]]:
    """The one that runs, as far as the ledger knows, has ended with the job."""
    for _, attempt in sorted(attempts.items()):
        told = {
            "startedAt": _milliseconds(attempt.started_at),
            "stoppedAt": _milliseconds(attempt.stopped_at),
            "statusReason": attempt.reason if attempt.finished else REASON,
        }
        container = {"exitCode": attempt.exit_code, "logStreamName": attempt.log_stream}
        yield {
            **{name: value for name, value in told.items() if value is not None},
            "container": {name: value for name, value in container.items() if value is not None},
        }


def _milliseconds(at: datetime | None) -> int | None:
    return None if at is None else (at - _EPOCH) // timedelta(milliseconds=1)
