"""An environment's pipelines as they are deployed: what the commands are told about them."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from config import Environment
from ops.pipeline.definition import Definition, read_definition
from ops.session import RefusalError
from ops.stack_outputs import how_to_deploy, stack_output
from ops.submit.order import known
from ops.submit.queues import id_of

if TYPE_CHECKING:
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sagemaker import SageMakerClient

NOT_THERE = {"ResourceNotFound", "ResourceNotFoundException"}
_UNKNOWN_NAME = "does not exist"


@dataclass(frozen=True)
class Place:
    environment: Environment
    session: boto3.Session

    @cached_property
    def sagemaker(self) -> "SageMakerClient":
        return self.session.client("sagemaker")

    @cached_property
    def s3(self) -> "S3Client":
        return self.session.client("s3")

    @cached_property
    def logs(self) -> "CloudWatchLogsClient":
        return self.session.client("logs")

    @property
    def on(self) -> str:
        """What a command of ours needs to find this place again."""
        name = self.environment.name
        return "" if name == "local" else f" --environment {name}"

    def pipeline(self, name: str) -> str:
        """As SageMaker calls the one that the environment file calls so."""
        return self._output(name, "Pipeline")

    def pipelines(self) -> dict[str, str]:
        return {name: self.pipeline(name) for name in self.environment.pipelines}

    def data(self, name: str) -> str:
        return self._output(name, "Data").rstrip("/")

    def definition(self, name: str) -> Definition:
        deployed = self.pipeline(name)
        try:
            answer = self.sagemaker.describe_pipeline(PipelineName=deployed)
        except ClientError as error:
            if is_missing(error):
                again = how_to_deploy(self.environment)
                raise RefusalError(
                    f"there is no pipeline {deployed}: deploy it again with {again}"
                ) from error
            raise
        return read_definition(answer["PipelineDefinition"])

    def definition_of(self, execution: str) -> Definition:
        """As it was when that execution began."""
        answer = self.sagemaker.describe_pipeline_definition_for_execution(
            PipelineExecutionArn=execution
        )
        return read_definition(answer["PipelineDefinition"])

    def _output(self, name: str, kind: str) -> str:
        known("pipeline", name, self.environment.pipelines)
        return stack_output(self.session, self.environment, "Training", f"{id_of(name)}{kind}")


def is_missing(error: ClientError) -> bool:
    answer = error.response["Error"]
    return answer["Code"] in NOT_THERE or _UNKNOWN_NAME in answer["Message"]
