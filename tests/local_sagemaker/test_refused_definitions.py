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
_JUDGE = "Gate asks for Steps.Judge.PropertyFiles.report, but Judge has no such file"


@pytest.mark.parametrize(
    ("steps", "because"),
    [
        ([], "a pipeline has 1 to 50 steps, got 0"),
        ([processing("A"), processing("A")], "two steps are called 'A'"),
        ([processing("A b")], "a name is 1 to 64 letters, digits, - and _, got 'A b'"),
        ([{"Name": "Ask", "Type": "Callback"}], "steps of type 'Callback' do not run"),
        ([{"Name": "Ask", "Type": "Transform"}], "known: Processing, Training, Model, Register"),
        ([fail("End", "x") | {"RetryPolicy": []}], "a Fail step has no RetryPolicy"),
        ([{**function("Ask"), "FunctionArn": ""}], "a Lambda step needs FunctionArn"),
        ([fail("End", "x") | {"Arguments": {}}], "needs the argument ErrorMessage"),
        ([without(training("T"), "Arguments.OutputDataConfig")], "OutputDataConfig is missing"),
        ([spoilt(training("T"), "Arguments.Wish", 1)], "Wish is not known to CreateTraining"),
        (
            [spoilt(training("T"), "Arguments.AlgorithmSpecification.TrainingInputMode", "Tape")],
            "TrainingInputMode must be one of Pipe, File, FastFile, got 'Tape'",
        ),
        (
            [spoilt(training("T"), "Arguments.ResourceConfig", [])],
            "ResourceConfig must be a structure, got []",
        ),
        (
            [spoilt(training("T"), "Arguments.TrainingJobName", "mine")],
            "TrainingJobName is given by the pipeline",
        ),
        ([processing("A", reads=get("Parameters.No"))], "Parameters.No, which there is not"),
        ([processing("A", reads=get("Execution.No"))], "Execution.No, which there is not"),
        ([processing("A", reads=output_of("B"))], "no step is called 'B'"),
        ([processing("A", reads=output_of("A"))], "asks for a property of itself"),
        ([processing("A", DependsOn=["B"])], "DependsOn names 'B', which is no step"),
        (
            [processing("A", DependsOn=["B"]), processing("B", DependsOn=["A"])],
            "these steps wait for each other",
        ),
        ([processing("A", CacheConfig=_CACHE)], "ExpireAfter must be a duration such as P30D"),
        ([fail("A", "x") | {"CacheConfig": {"Enabled": True}}], "a Fail step is not cached"),
        ([processing("A", RetryPolicies=[_RETRY])], "ExceptionType must be one of"),
        (
            [processing("A", RetryPolicies=[{"ExceptionType": []}])],
            "MaxAttempts or ExpireAfterMin, one of them",
        ),
        ([condition("Gate")], "Conditions must list at least one condition"),
        ([condition("Gate", {"Type": "Near"})], "a condition must be of type Equals"),
        ([condition("Gate", {"Type": "Not"})], "a condition of type Not needs Condition"),
        (
            [
                processing("Judge"),
                condition("Gate", compares("Equals", json_get("Judge", "report", "a"), 1)),
            ],
            _JUDGE,
        ),
    ],
)
def test_it_says_what_is_wrong(bench: Bench, steps: list[dict[str, Any]], because: str) -> None:
    with refused(because):
        bench.create(definition(*steps))

    assert bench.client.list_pipelines()["PipelineSummaries"] == []


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("{", "PipelineDefinition is no JSON"),
        ('{"Steps": {}}', "must be a JSON object that lists its Steps"),
        (json.dumps({"Version": "2019", "Steps": [fail("A", "x")]}), "Version must be '2020-12"),
    ],
)
def test_what_is_no_definition_is_refused(bench: Bench, text: str, because: str) -> None:
    with refused(because):
        bench.create(text)


@pytest.mark.parametrize(
    ("one", "because"),
    [
        (parameter("P", "Text"), "must be of type String, Integer, Float, Boolean, got 'Text'"),
        (parameter("P", "Integer", "three"), "must be of type Integer, got 'three'"),
        (parameter("P", "Integer", default=True), "must be of type Integer, got True"),
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
