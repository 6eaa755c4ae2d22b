"""Jobs as the ledger has them when they have ended, for the tests of what the desk does then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from millrace.domain.fleets import Fleet, Fleets, Size
from millrace.domain.job import Attempt, Facts, JobEvent, JobRecord, Kind, Service, State
from millrace.domain.merging import merge
from millrace.domain.policy import Policy

START = datetime(2026, 11, 16, 20, tzinfo=UTC)
NOW = START + timedelta(hours=3)
QUEUE = "arn:aws:batch:us-east-1:111122223333:job-queue/gpu"
ON_DEMAND = f"{QUEUE}-on-demand"
EXITED = "Essential container in task exited"
RECLAIMED = "Host EC2 (instance i-0a1b2c3d4e5f67890) terminated."
FLEETS = Fleets(
    fleets=[
        Fleet(
            name="gpu",
            queues={
                QUEUE: {"on_demand": ON_DEMAND},
                ON_DEMAND: {"spot": QUEUE},
            },
            sizes=[Size(14_000, 4, 1), Size(28_000, 8, 1), Size(110_000, 32, 4)],
        )
    ]
)
POLICY = Policy(fleets=FLEETS)
OF_A_SIZE = Facts(vcpus=4, memory_mib=14_000, gpus=1, on_spot=True, team="vision")


def ended(
    reason: str | None,
    *,
    state: State = State.FAILED,
    attempts: dict[int, Attempt] | None = None,
    facts: Facts = OF_A_SIZE,
    **fields: Any,
) -> JobRecord:
    event = JobEvent(
        event_id="e1",
        at=START + timedelta(minutes=30),
        job_id="j1",
        name="digits",
        queue=QUEUE,
        definition="digits:1",
        state=state,
        state_reason=reason,
        attempts=attempts or {},
        facts=facts,
    )
    return merge(None, replace(event, **fields)).record


def attempt(reason: str, exit_code: int | None = None) -> Attempt:
    return Attempt(
        started_at=START,
        stopped_at=START + timedelta(minutes=29),
        exit_code=exit_code,
        reason=reason,
        log_stream="digits/default/1",
    )


def of_sagemaker(reason: str | None, kind: Kind = Kind.TRAINING, **fields: Any) -> JobRecord:
    fields = (
        dict[str, Any]({"service": Service.SAGEMAKER, "kind": kind, "queue": "", "facts": Facts()})
        | fields
    )
    return ended(reason, **fields)
