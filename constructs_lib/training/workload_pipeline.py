"""A workload's pipeline as a resource: its definition stands in the template, step by step."""

import json
from collections.abc import Mapping
from typing import Any

from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct

from constructs_lib.mistakes import MistakeError
from constructs_lib.training import pipeline_metrics
from constructs_lib.training.naming import LONGEST_PIPELINE, checked
from constructs_lib.training.placeholders import filled
from constructs_lib.training.roles import PipelineRole

_LONGEST = 1_048_576
_STATUS_CHANGE = "SageMaker Model Building Pipeline Execution Status Change"


class DefinitionError(MistakeError):
    """SageMaker would refuse the definition of a pipeline."""


class WorkloadPipeline(Construct):
    """``tokens``: for each placeholder ``{{Name}}`` of the definition what stands for it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        description: str,
        definition: Mapping[str, Any],
        tokens: Mapping[str, str],
        role: PipelineRole,
        parallel_steps: int,
    ) -> None:
        super().__init__(scope, id)
        self.pipeline_name = checked(name, of="pipeline", longest=LONGEST_PIPELINE)
        _refuse_length(name, definition)
        stack = Stack.of(self)
        self.pipeline_arn = stack.format_arn(
            service="sagemaker", resource="pipeline", resource_name=name
        )
        self.pipeline = sagemaker.CfnPipeline(
            self,
            "Pipeline",
            pipeline_name=name,
            pipeline_description=description,
            role_arn=role.role_arn,
            pipeline_definition={
                "PipelineDefinitionBody": _line_by_line(filled(definition, tokens))
            },
            parallelism_configuration={"MaxParallelExecutionSteps": parallel_steps},
        )
        # Whoever starts it as soon as it is there finds its rights there too.
        self.pipeline.node.add_dependency(role)

    def grant_start(self, grantee: iam.IGrantable) -> None:
        self._grant(grantee, self.pipeline_arn, "DescribePipeline", "StartPipelineExecution")

    def grant_watch(self, grantee: iam.IGrantable) -> None:
        """Its executions, their steps, their definitions and parameters."""
        self._grant(grantee, self.pipeline_arn, "DescribePipeline", "ListPipelineExecutions")
        self._grant(
            grantee,
            f"{self.pipeline_arn}/execution/*",
            "DescribePipelineDefinitionForExecution",
            "DescribePipelineExecution",
            "ListPipelineExecutionSteps",
            "ListPipelineParametersForExecution",
        )

    def grant_stop(self, grantee: iam.IGrantable) -> None:
        self._grant(grantee, f"{self.pipeline_arn}/execution/*", "StopPipelineExecution")

    def execution_pattern(self, *statuses: str) -> events.EventPattern:
        """Changes to these statuses, as the API writes them; to any if none is named."""
        only = {"currentPipelineExecutionStatus": list(statuses)} if statuses else {}
        return events.EventPattern(
            source=["aws.sagemaker"],
            detail_type=[_STATUS_CHANGE],
            detail={"pipelineArn": [self.pipeline_arn], **only},
        )

    def on_execution_change(
        self, id: str, target: events.IRuleTarget, *statuses: str
    ) -> events.Rule:
        pattern = self.execution_pattern(*statuses)
        return events.Rule(self, id, event_pattern=pattern, targets=[target])

    def on_failed(self, id: str, target: events.IRuleTarget) -> events.Rule:
        """A step failed, or the gate refused the model and said why."""
        return self.on_execution_change(id, target, "Failed")

    def metric_started(self) -> cloudwatch.Metric:
        return pipeline_metrics.count("ExecutionStarted", self.pipeline_name)

    def metric_succeeded(self) -> cloudwatch.Metric:
        return pipeline_metrics.count("ExecutionSucceeded", self.pipeline_name)

    def metric_failed(self) -> cloudwatch.Metric:
        return pipeline_metrics.count("ExecutionFailed", self.pipeline_name)

    def metric_stopped(self) -> cloudwatch.Metric:
        """Somebody stopped it: no failure, and counted as none."""
        return pipeline_metrics.count("ExecutionStopped", self.pipeline_name)

    def metric_duration(self) -> cloudwatch.Metric:
        return pipeline_metrics.milliseconds("ExecutionDuration", self.pipeline_name)

    def metric_step_failed(self, step: str) -> cloudwatch.Metric:
        return pipeline_metrics.count("StepFailed", self.pipeline_name, step)

    def metric_step_duration(self, step: str) -> cloudwatch.Metric:
        return pipeline_metrics.milliseconds("StepDuration", self.pipeline_name, step)

    def _grant(self, grantee: iam.IGrantable, resource: str, *actions: str) -> None:
        iam.Grant.add_to_principal(
            grantee=grantee,
            actions=[f"sagemaker:{action}" for action in actions],
            resource_arns=[resource],
        )


def _line_by_line(definition: Mapping[str, Any]) -> Any:
    """A text of the template's for each line, so that ``cdk diff`` shows those that change."""
    text = json.dumps(definition, indent=1, ensure_ascii=False)
    return {"Fn::Join": ["\n", text.split("\n")]}


def _refuse_length(name: str, definition: Mapping[str, Any]) -> None:
    length = len(json.dumps(definition, separators=(",", ":")))
    if length > _LONGEST:
        raise DefinitionError(
            f"pipeline {name!r}: its definition has {length} characters, "
            f"SageMaker takes at most {_LONGEST}"
        )
