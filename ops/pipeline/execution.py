"""One run of a pipeline, and how the person at the keyboard finds it again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from config.words import listed
from ops.pipeline.states import State
from ops.session import RefusalError

if TYPE_CHECKING:
    from mypy_boto3_sagemaker import SageMakerClient

_TOLD = 5


@dataclass(frozen=True, kw_only=True)
class Execution:
    arn: str
    state: State
    started: datetime
    ended: datetime | None = None
    reason: str = ""

    @property
    def id(self) -> str:
        return self.arn.rsplit("/", 1)[-1]

    @property
    def pipeline(self) -> str:
        """As SageMaker calls it: arn:...:pipeline/<name>/execution/<id>."""
        return self.arn.split("/")[1]

    def took(self, now: datetime) -> timedelta:
        return (self.ended or now) - self.started


def described(sagemaker: "SageMakerClient", arn: str) -> Execution:
    answer = sagemaker.describe_pipeline_execution(PipelineExecutionArn=arn)
    state = State(answer["PipelineExecutionStatus"])
    return Execution(
        arn=arn,
        state=state,
        started=answer["CreationTime"].astimezone(UTC),
        ended=answer["LastModifiedTime"].astimezone(UTC) if state.over else None,
        reason=answer.get("FailureReason", ""),
    )


def executions(sagemaker: "SageMakerClient", pipeline: str) -> Iterator[Execution]:
    """The newest first; none of a pipeline that somebody has deleted."""
    pages = sagemaker.get_paginator("list_pipeline_executions").paginate(
        PipelineName=pipeline, SortBy="CreationTime", SortOrder="Descending"
    )
    try:
        for page in pages:
            yield from map(_summarised, page["PipelineExecutionSummaries"])
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFound":
            raise


def found(word: str, pipelines: Iterable[str], sagemaker: "SageMakerClient") -> str:
    """The ARN of the execution that is called so, or begins so."""
    if word.startswith("arn:"):
        return word
    arns = [one.arn for name in pipelines for one in executions(sagemaker, name)]
    ids = {arn.rsplit("/", 1)[-1]: arn for arn in arns}
    begun = [id_ for id_ in ids if id_.startswith(word)]
    if word in ids or len(begun) == 1:
        return ids[word if word in ids else begun[0]]
    if not begun:
        raise RefusalError(
            f"no execution's id begins with {word!r}; python -m ops.pipeline list tells them"
        )
    more = f" and {len(begun) - _TOLD} more" if len(begun) > _TOLD else ""
    raise RefusalError(f"{word!r} begins {len(begun)} executions: {listed(begun[:_TOLD])}{more}")


def _summarised(answer: Mapping[str, Any]) -> Execution:
    return Execution(
        arn=answer["PipelineExecutionArn"],
        state=State(answer["PipelineExecutionStatus"]),
        started=answer["StartTime"].astimezone(UTC),
        reason=answer.get("PipelineExecutionFailureReason", ""),
    )
