"""Every few minutes: do jobs with deadlines run where they should?"""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from millrace.adapters.batch_moves import BatchMoves
from millrace.adapters.clients import batch, dynamodb
from millrace.adapters.deadline_jobs import DynamoDbDeadlineJobs
from millrace.conducting_settings import ConductingSettings
from millrace.domain.conducting import Conducted, Conductor
from millrace.logs import logger

log = logger("conductor")


@cache
def conductor() -> Conductor:
    to = ConductingSettings.from_env()
    ledger = DynamoDbDeadlineJobs(dynamodb(), table=to.ledger_table)
    return Conductor(ledger=ledger, moves=BatchMoves(batch()), fleets=to.fleets)


def handler(_event: object, _context: object) -> dict[str, int]:
    done = conductor().run(now=datetime.now(UTC))
    for one in done:
        log.info("deadline looked at", extra=line(one))
    for failure in (one.failure for one in done if one.failure):
        raise failure
    return {"jobs": len(done), "moved": sum(one.to is not None for one in done)}


def line(one: Conducted) -> dict[str, Any]:
    facts = one.record.facts
    return {
        "job_id": one.record.job_id,
        "correlation_id": one.record.correlation_id,
        "deadline": facts.deadline and facts.deadline.isoformat(),
        "decision": str(one.decision.choice),
        "because": one.decision.because,
        "on_demand_by": one.decision.on_demand_by.isoformat(),
        "moved_to": one.to,
        "failure": one.failure and str(one.failure),
    }
