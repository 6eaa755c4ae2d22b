"""Executions end before their pipelines do: SageMaker deletes no pipeline that runs."""

import time
import uuid
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from local.up.failures import UpError

if TYPE_CHECKING:
    from mypy_boto3_sagemaker import SageMakerClient

_LONGEST_S = 180
"""A job has two minutes to leave."""
_LOOK_S = 0.2
_ACTIVE = ("Executing", "Stopping")


def stop_executions(
    sagemaker: "SageMakerClient", pipelines: Iterable[str], *, within_s: float = _LONGEST_S
) -> int:
    """How many ran; returns when none of them does."""
    running = [arn for pipeline in pipelines for arn in _running(sagemaker, pipeline)]
    for arn in running:
        _stop(sagemaker, arn)
    deadline = time.monotonic() + within_s
    for arn in running:
        while _status(sagemaker, arn) in _ACTIVE:
            if time.monotonic() > deadline:
                raise UpError(f"{arn} still runs, {within_s:g} seconds after it was stopped")
            time.sleep(_LOOK_S)
    return len(running)


def _running(sagemaker: "SageMakerClient", pipeline: str) -> Iterator[str]:
    pages = sagemaker.get_paginator("list_pipeline_executions").paginate(PipelineName=pipeline)
    for page in pages:
        for execution in page["PipelineExecutionSummaries"]:
            if execution["PipelineExecutionStatus"] in _ACTIVE:
                yield execution["PipelineExecutionArn"]


def _stop(sagemaker: "SageMakerClient", arn: str) -> None:
    try:
        sagemaker.stop_pipeline_execution(
            PipelineExecutionArn=arn, ClientRequestToken=str(uuid.uuid4())
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConflictException":
            raise
        """It has ended meanwhile."""


def _status(sagemaker: "SageMakerClient", arn: str) -> str:
    seen = sagemaker.describe_pipeline_execution(PipelineExecutionArn=arn)
    return seen["PipelineExecutionStatus"]
