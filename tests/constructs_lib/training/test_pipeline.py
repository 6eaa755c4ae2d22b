"""A workload's pipeline is a resource of the template, with tokens where it asks for them."""

import json
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sqs as sqs

from constructs_lib.training.naming import ResourceNameError
from constructs_lib.training.placeholders import PlaceholderError, filled
from constructs_lib.training.roles import PipelineRole
from constructs_lib.training.workload_pipeline import DefinitionError, WorkloadPipeline
from tests.assembly import Template, as_list
from tests.constructs_lib.training.built import PIPELINE, definition, pipeline_of

ARN = f"arn:aws:sagemaker:us-east-1:111122223333:pipeline/{PIPELINE}"
TOKENS = {"DataUri": "s3://raw/vision/digits", "TrainRole": "arn:aws:iam::1:role/train"}


@pytest.fixture
def stack() -> cdk.Stack:
    where = cdk.Environment(account="111122223333", region="us-east-1")
    app = cdk.App(context={"@aws-cdk/core:enablePartitionLiterals": True})
    return cdk.Stack(app, "Stack", env=where)


@pytest.fixture
def made(stack: cdk.Stack) -> WorkloadPipeline:
    role = PipelineRole(stack, "Role", description="runs it")
    return pipeline_of(stack, role, tokens=TOKENS)


@pytest.fixture
def queue(stack: cdk.Stack) -> targets.SqsQueue:
    return targets.SqsQueue(sqs.Queue(stack, "Queue"))


def rule_of(stack: cdk.Stack) -> Any:
    found = assertions.Template.from_stack(stack).find_resources("AWS::Events::Rule")
    [rule] = found.values()
    return rule["Properties"]["EventPattern"]


def text_of(value: Any) -> str:
    if isinstance(value, str):
        return value
    if "Fn::Join" in value:
        separator, parts = value["Fn::Join"]
        return str(separator.join(map(text_of, parts)))
    return "<token>"


def test_the_definition_stands_line_by_line_so_that_a_diff_shows_what_changed(
    template: Template,
) -> None:
    pipeline = template.only("AWS::SageMaker::Pipeline")
    [_, lines] = pipeline["PipelineDefinition"]["PipelineDefinitionBody"]["Fn::Join"]
    assert len(lines) > 20
    assert all(len(text_of(line)) < 300 for line in lines)


def test_the_definition_stands_in_the_template_with_references(template: Template) -> None:
    pipeline = template.only("AWS::SageMaker::Pipeline")
    body = pipeline["PipelineDefinition"]["PipelineDefinitionBody"]
    written = text_of(body)
    expected = filled(definition(), {"DataUri": "s3://<token>/vision/digits", "TrainRole": "R"})
    assert json.loads(written.replace("<token>", "T")) == json.loads(
        json.dumps(expected).replace("<token>", "T").replace('"R"', '"T"')
    )


def test_as_many_steps_run_side_by_side_as_are_wanted(template: Template) -> None:
    pipeline = template.only("AWS::SageMaker::Pipeline")
    assert pipeline["ParallelismConfiguration"] == {"MaxParallelExecutionSteps": 4}
    assert pipeline["PipelineName"] == PIPELINE


def test_it_waits_for_the_rights_of_its_role(template: Template) -> None:
    [waits] = [
        resource["DependsOn"]
        for resource in template.resources.values()
        if resource["Type"] == "AWS::SageMaker::Pipeline"
    ]
    assert any(name.startswith("ConductorDefaultPolicy") for name in waits)


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        (
            {"DataUri": "s3://raw"},
            (
                "the definition asks for TrainRole that nobody gives, "
                "and is given nothing that it does not ask for"
            ),
        ),
        (
            {**TOKENS, "Prefix": "x"},
            (
                "the definition asks for nothing that nobody gives, "
                "and is given Prefix that it does not ask for"
            ),
        ),
    ],
)
def test_tokens_that_do_not_fit_are_refused(tokens: dict[str, str], message: str) -> None:
    with pytest.raises(PlaceholderError) as refused:
        filled(definition(), tokens)
    assert str(refused.value) == message


def test_a_placeholder_inside_a_text_is_refused() -> None:
    with pytest.raises(PlaceholderError) as refused:
        filled({"Uri": "{{DataUri}}/rows"}, {"DataUri": "s3://raw"})
    assert str(refused.value) == (
        "a placeholder must be the whole text, got '{{DataUri}}/rows'; join texts by Std:Join"
    )


def test_a_definition_that_is_too_long_is_refused(stack: cdk.Stack) -> None:
    role = PipelineRole(stack, "Role", description="runs it")
    body = {"Version": "x" * 1_048_600}
    with pytest.raises(DefinitionError) as refused:
        pipeline_of(stack, role, body=body, tokens={})
    assert str(refused.value) == (
        f"pipeline '{PIPELINE}': its definition has 1048614 characters, "
        "SageMaker takes at most 1048576"
    )


@pytest.mark.parametrize("name", ["Digits", "digits-", "two words", "x" * 257])
def test_a_name_that_no_arn_bears_is_refused(stack: cdk.Stack, name: str) -> None:
    role = PipelineRole(stack, "Role", description="runs it")
    with pytest.raises(ResourceNameError) as refused:
        pipeline_of(stack, role, name=name, tokens=TOKENS)
    assert str(refused.value) == (
        f"pipeline {name!r}: must be at most 256 small letters, digits and hyphens, "
        "with a letter or digit at both ends"
    )


def test_a_failed_execution_is_told_of(
    stack: cdk.Stack, made: WorkloadPipeline, queue: targets.SqsQueue
) -> None:
    made.on_failed("Failed", queue)
    assert rule_of(stack) == {
        "source": ["aws.sagemaker"],
        "detail-type": ["SageMaker Model Building Pipeline Execution Status Change"],
        "detail": {"pipelineArn": [ARN], "currentPipelineExecutionStatus": ["Failed"]},
    }


def test_every_change_is_told_of_when_no_status_is_named(
    stack: cdk.Stack, made: WorkloadPipeline, queue: targets.SqsQueue
) -> None:
    made.on_execution_change("Changed", queue)
    assert rule_of(stack)["detail"] == {"pipelineArn": [ARN]}


def test_its_metrics_are_those_that_sagemaker_keeps(made: WorkloadPipeline) -> None:
    metrics = {
        made.metric_started(): ("ExecutionStarted", "Sum"),
        made.metric_succeeded(): ("ExecutionSucceeded", "Sum"),
        made.metric_failed(): ("ExecutionFailed", "Sum"),
        made.metric_stopped(): ("ExecutionStopped", "Sum"),
        made.metric_duration(): ("ExecutionDuration", "Average"),
        made.metric_step_failed("Train"): ("StepFailed", "Sum"),
        made.metric_step_duration("Train"): ("StepDuration", "Average"),
    }
    for metric, (name, statistic) in metrics.items():
        assert metric.namespace == "AWS/Sagemaker/ModelBuildingPipeline"
        assert (metric.metric_name, metric.statistic) == (name, statistic)
        step = {"StepName": "Train"} if name.startswith("Step") else {}
        assert metric.dimensions == {"PipelineName": PIPELINE, **step}


def test_who_starts_it_may_start_it_and_who_watches_may_see_its_executions(
    stack: cdk.Stack, made: WorkloadPipeline
) -> None:
    starter = PipelineRole(stack, "Starter", description="starts it")
    made.grant_start(starter)
    made.grant_watch(starter)
    made.grant_stop(starter)
    found = assertions.Template.from_stack(stack).find_resources("AWS::IAM::Policy")
    [policy] = found.values()
    granted = {
        action: statement["Resource"]
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in as_list(statement["Action"])
    }
    assert granted["sagemaker:StartPipelineExecution"] == ARN
    assert granted["sagemaker:StopPipelineExecution"] == f"{ARN}/execution/*"
    assert granted["sagemaker:ListPipelineExecutionSteps"] == f"{ARN}/execution/*"
