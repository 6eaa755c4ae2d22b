"""What a job of SageMaker is a part of, and of which pipeline."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from millrace.fields import is_line
from millrace.sources.identity import KEY_BYTES, resource
from millrace.sources.tags import execution_arn

_PARENTS = (
    ("TuningJobArn", "hyper-parameter-tuning-job"),
    ("AutoMLJobArn", "automl-job"),
    ("LabelingJobArn", "labeling-job"),
    ("MonitoringScheduleArn", "monitoring-schedule"),
    ("TrainingJobArn", "training-job"),
)


class Belonging(NamedTuple):
    belongs_to: str | None
    pipeline: str | None


def belonging(detail: Mapping[str, Any], tags: Mapping[str, Any], *, but: str = "") -> Belonging:
    """``but`` is the member that holds its own ARN."""
    execution = key_of(execution_arn(tags), "pipeline")
    pipeline = execution.split("/")[1] if execution else None
    for member, type_ in _PARENTS:
        if member != but and (parent := key_of(detail.get(member), type_)):
            return Belonging(parent, pipeline)
    return Belonging(execution, pipeline)


def key_of(arn: object, type_: str) -> str | None:
    """One that could not be a key of the ledger leads nowhere."""
    found = resource(arn, type_)
    return found if found and is_line(found) and len(found.encode()) <= KEY_BYTES else None
