"""A SageMaker job, execution or step that is open in the ledger, and that SageMaker has not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from millrace.domain.job import JobRecord
from millrace.domain.reconciling.forgotten import may_be_forgotten
from millrace.domain.reconciling.place import Place
from millrace.domain.reconciling.sagemaker_kinds import EXECUTION, SOURCE, STEP, kind_of
from millrace.domain.reconciling.told import Told

REASON = "Amazon SageMaker does not know it any more"
_FAILED = "Failed"


def forgotten(record: JobRecord, place: Place, *, now: datetime) -> Told | None:
    """A pipeline that is deleted takes its executions along."""
    if not may_be_forgotten(record, now=now):
        return None
    resource, _, step = record.job_id.partition("/step/")
    arn = place.arn("sagemaker", resource)
    if resource.startswith("pipeline/"):
        detail_type, detail = _of_execution(arn, step)
    else:
        detail_type, detail = _of_job(record, arn)
    return Told(
        job_id=record.job_id,
        arn=arn,
        detail_type=detail_type,
        detail=detail,
        at=record.newest.at,
        source=SOURCE,
    )


def _of_job(record: JobRecord, arn: str) -> tuple[str, Mapping[str, Any]]:
    kind = kind_of(record.job_id)
    return kind.detail_type, {
        f"{kind.word}Name": record.name,
        f"{kind.word}Arn": arn,
        f"{kind.word}Status": _FAILED,
        "FailureReason": REASON,
    }


def _of_execution(arn: str, step: str) -> tuple[str, Mapping[str, Any]]:
    place = {
        "pipelineArn": arn.partition("/execution/")[0],
        "pipelineExecutionArn": arn,
        "failureReason": REASON,
    }
    if step:
        return STEP, {**place, "stepName": step, "currentStepStatus": _FAILED}
    return EXECUTION, {**place, "currentPipelineExecutionStatus": _FAILED}
