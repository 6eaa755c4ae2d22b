"""CloudFormation's names and loose values become what an API takes."""

from typing import Any

import pytest
from botocore.model import ServiceModel

from local.api.model import service_model
from local.cloudformation.arguments import Translator
from local.cloudformation.schemas import PropertyRefusedError

BATCH: ServiceModel = service_model("batch")
TRANSLATOR = Translator("AWS::Batch::JobDefinition")


def _translated(operation: str, value: Any, *, elsewhere: str = "") -> Any:
    other = BATCH.operation_model(elsewhere).input_shape if elsewhere else None
    shape = BATCH.operation_model(operation).input_shape
    assert shape is not None
    return TRANSLATOR.translate(shape, value, elsewhere=other)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ({"JobDefinitionName": "a"}, {"jobDefinitionName": "a"}),
        ({"SchedulingPriority": "7"}, {"schedulingPriority": 7}),
        ({"PropagateTags": "true"}, {"propagateTags": True}),
        ({"PropagateTags": False}, {"propagateTags": False}),
        ({"Type": "CONTAINER"}, {"type": "container"}),
        ({"Parameters": {"Keep": 1}}, {"parameters": {"Keep": "1"}}),
        (
            {"RetryStrategy": {"EvaluateOnExit": [{"OnStatusReason": "Host EC2*"}]}},
            {"retryStrategy": {"evaluateOnExit": [{"onStatusReason": "Host EC2*"}]}},
        ),
    ],
)
def test_names_and_scalars_are_put_right_at_every_depth(given: Any, taken: Any) -> None:
    assert _translated("RegisterJobDefinition", given) == taken


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"Retries": {}}, "has no property Retries, the nearest is"),
        ({"RetryStrategy": {"Attempt": 1}}, "RetryStrategy.Attempt, the nearest is attempts"),
        ({"RetryStrategy": 3}, "RetryStrategy takes a mapping, got 3"),
        ({"SchedulingPriority": "high"}, "SchedulingPriority takes integer, got 'high'"),
        ({"PropagateTags": "yes"}, "PropagateTags takes boolean, got 'yes'"),
    ],
)
def test_what_the_api_does_not_know_is_refused(given: Any, sentence: str) -> None:
    with pytest.raises(PropertyRefusedError, match=sentence):
        _translated("RegisterJobDefinition", given)


def test_what_only_another_operation_knows_is_left_out() -> None:
    given = {"ComputeResources": {"MaxvCpus": 4, "UpdateToLatestImageVersion": True}}

    created = _translated("CreateComputeEnvironment", given, elsewhere="UpdateComputeEnvironment")

    assert created == {"computeResources": {"maxvCpus": 4}}
