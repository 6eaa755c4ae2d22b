"""A definition that could not run is refused when the pipeline is created, with what is wrong."""

import json
from typing import Any

import pytest

from tests.local_sagemaker.bench import Bench, refused
from tests.local_sagemaker.definitions import (
    compares,
    condition,
    definition,
    fail,
    function,
    get,
    json_get,
    output_of,
    parameter,
    processing,
    training,
)


def spoilt(step: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    place = step
    *names, last = path.split(".")
    for name in names:
        place = place[name]
    place[last] = value
    return step


def without(step: dict[str, Any], path: str) -> dict[str, Any]:
    *names, last = path.split(".")
    place = step
    for name in names:
        place = place[name]
    del place[last]
    return step


_CACHE = {"Enabled": True, "ExpireAfter": "a month"}
_RETRY = {"ExceptionType": ["Step.LATE"], "MaxAttempts": 2}
_ASK = {"Name": "Ask", "Type": "Callback", "SqsQueueUrl": "https://sqs/asked"}
_CLUSTER = {"Name": "Ask", "Type": "EMR", "Arguments": {}}
_LATE = {"Step": "Train", "Trigger": "Failed"}


@pytest.mark.parametrize(
    ("steps", "because"),
    [
        ([], "Steps: must be a list of at least one step"),
        ([processing("A"), processing("A")], "A: 2 steps have this name"),
        ([processing("A b")], "Name must be 1 to 64 letters, digits, - or _, got 'A b'"),
        (
            [fail("End", "x") | {"RetryPolicy": []}],
            "End.RetryPolicy: a Fail step has no such field",
        ),
        ([{**function("Ask"), "FunctionArn": ""}], "Ask: FunctionArn is missing"),
        ([fail("End", "x") | {"Arguments": {}}], "End.Arguments.ErrorMessage: is missing"),
        ([without(training("T"), "Arguments.OutputDataConfig")], "OutputDataConfig is missing"),
        ([spoilt(training("T"), "Arguments.Wish", 1)], "T.Arguments.Wish: is not known"),
        (
            [spoilt(training("T"), "Arguments.AlgorithmSpecification.TrainingInputMode", "Tape")],
            "TrainingInputMode: 'Tape' is not allowed; known: FastFile, File, Pipe",
        ),
        (
            [spoilt(training("T"), "Arguments.ResourceConfig", [])],
            "ResourceConfig: must be an object, got []",
        ),
        ([processing("A", reads=get("Parameters.No"))], "Parameters.No does not exist"),
        ([processing("A", reads=get("Execution.No"))], "Execution.No does not exist"),
        ([processing("A", reads=output_of("B"))], "no step is called 'B'"),
        ([processing("A", reads=output_of("A"))], "A: waits for itself: A -> A"),
        ([processing("A", DependsOn=["B"])], "A.DependsOn.0: no step is called 'B'"),
        (
            [processing("A", DependsOn=["B"]), processing("B", DependsOn=["A"])],
            "A: waits for itself: A -> B -> A",
        ),
        ([processing("A", CacheConfig=_CACHE)], "a duration of ISO 8601 such as P30D"),
        (
            [fail("A", "x") | {"CacheConfig": {"Enabled": True}}],
            "A.CacheConfig: a Fail step has no such field",
        ),
        (
            [processing("A", RetryPolicies=[_RETRY])],
            "no exception is called 'Step.LATE'; known: Emr",
        ),
        (
            [processing("A", RetryPolicies=[{"ExceptionType": []}])],
            "needs either MaxAttempts or ExpireAfterMin",
        ),
        ([condition("Gate")], "Conditions: must be a list of at least one condition"),
        (
            [condition("Gate", {"Type": "Near"})],
            "no condition is of the type 'Near'; known: Equals",
        ),
        ([condition("Gate", {"Type": "Not"})], "Conditions.0: Condition is missing"),
        (
            [
                processing("Judge"),
                condition("Gate", compares("Equals", json_get("Judge", "report", "a"), 1)),
            ],
            "Gate.Arguments.Conditions.0.LeftValue: Judge has no property file 'report'",
        ),
    ],
)
def test_it_says_what_is_wrong(bench: Bench, steps: list[dict[str, Any]], because: str) -> None:
    with refused(because):
        bench.create(definition(*steps))

    assert bench.client.list_pipelines()["PipelineSummaries"] == []


@pytest.mark.parametrize(
    ("steps", "because"),
    [
        ([_ASK], "step Ask: steps of type 'Callback' do not run in the local account"),
        ([_CLUSTER], "known: Processing, Training, Model, RegisterModel, Lambda, Condition, Fail"),
        ([fail(f"A{number}", "x") for number in range(51)], "at most 50 steps, got 51"),
        (
            [spoilt(training("T"), "Arguments.TrainingJobName", "mine")],
            "step T: TrainingJobName is given by the pipeline",
        ),
        ([training("Train"), fail("End", "x") | {"DependsOn": [_LATE]}], "takes names in the loc"),
        (
            [fail("End", get("PipelineExperimentConfig.TrialName"))],
            "step End: asks for PipelineExperimentConfig.TrialName, which the local account does",
        ),
    ],
)
def test_what_only_aws_would_run_is_refused_by_name(
    bench: Bench, steps: list[dict[str, Any]], because: str
) -> None:
    with refused(because):
        bench.create(definition(*steps))

    assert bench.client.list_pipelines()["PipelineSummaries"] == []


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("{", "PipelineDefinition is no JSON"),
        ('{"Steps": {}}', "Steps: must be a list of at least one step"),
        ("[]", "PipelineDefinition must be a JSON object, got []"),
        (
            json.dumps({"Version": "2019", "Steps": [fail("A", "x")]}),
            "Version: must be 2020-12-01, got '2019'",
        ),
    ],
)
def test_what_is_no_definition_is_refused(bench: Bench, text: str, because: str) -> None:
    with refused(because):
        bench.create(text)


@pytest.mark.parametrize(
    ("one", "because"),
    [
        (parameter("P", "Text"), "no parameter is of the type 'Text'; known: Boolean"),
        (parameter("P", "Integer", "three"), "must be of the type Integer, got 'three'"),
        (parameter("P", "Integer", default=True), "must be of the type Integer, got True"),
    ],
)
def test_a_parameter_has_a_type_and_a_default_of_it(
    bench: Bench, one: dict[str, Any], because: str
) -> None:
    with refused(because):
        bench.create(definition(fail("End", "x"), parameters=(one,)))


@pytest.mark.parametrize(
    ("given", "because"),
    [
        ({"Epoch": "3"}, "the pipeline has no parameter 'Epoch'; known: Epochs, Mode"),
        ({}, "parameter 'Epochs' has no default and was given no value"),
        ({"Epochs": "few"}, "parameter 'Epochs' must be of type Integer, got 'few'"),
        ({"Epochs": "3", "Mode": "slow"}, "must be one of ['fast', 'safe'], got 'slow'"),
    ],
)
def test_a_start_is_held_to_the_parameters(
    bench: Bench, given: dict[str, str], because: str
) -> None:
    epochs = parameter("Epochs", "Integer")
    mode = parameter("Mode", "String", "fast", EnumValues=["fast", "safe"])
    bench.create(definition(fail("End", "x"), parameters=(epochs, mode)))

    with refused(because):
        bench.start(PipelineParameters=[{"Name": key, "Value": given[key]} for key in given])
    listed = bench.client.list_pipeline_executions(PipelineName="digits")
    assert listed["PipelineExecutionSummaries"] == []
