"""Has SageMaker try the failed steps of an execution again, if another run may change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.adapters.array_children import PASSING
from millrace.adapters.refusals import raised
from millrace.domain.acting import Result, done, refused
from millrace.domain.classifying import class_of_text
from millrace.domain.job import Service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_sagemaker import SageMakerClient

    from millrace.domain.job import JobRecord
    from millrace.domain.orders import Order

_RUNS = ("ConflictException", "ConflictError")


class Executions:
    def __init__(self, client: SageMakerClient) -> None:
        self._client = client

    def retry(self, record: JobRecord, order: Order) -> Result:
        if record.facts.arn is None:
            return refused("its ARN is not known")
        try:
            return self._retried(record.facts.arn, order.token)
        except (BotoCoreError, ClientError) as error:
            if isinstance(error, ClientError) and error.response["Error"]["Code"] in _RUNS:
                return done("it runs again already")
            return raised(error, "SageMaker")

    def _retried(self, arn: str, token: str) -> Result:
        failed = self._failed_steps(arn)
        classes = {
            name: class_of_text(reason, of=Service.SAGEMAKER) for name, reason in failed.items()
        }
        lasting = [f"{name} for {cls}" for name, cls in classes.items() if cls not in PASSING]
        if lasting or not classes:
            steps = ", ".join(lasting) or "no step"
            return refused(f"{steps} failed, which another run would not change")
        self._client.retry_pipeline_execution(PipelineExecutionArn=arn, ClientRequestToken=token)
        return done(f"the failed steps run again: {', '.join(classes)}")

    def _failed_steps(self, arn: str) -> Mapping[str, str]:
        pages = self._client.get_paginator("list_pipeline_execution_steps")
        return {
            step["StepName"]: step.get("FailureReason", "")
            for page in pages.paginate(PipelineExecutionArn=arn)
            for step in page["PipelineExecutionSteps"]
            if step["StepStatus"] == "Failed"
        }
