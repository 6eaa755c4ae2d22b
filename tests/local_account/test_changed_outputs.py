"""A template that only adds an output is a change, as in AWS."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.local_account.deployment import Clients, Stacks
from tests.local_account.templates import att, resource

pytestmark = pytest.mark.account

TOPIC = {"Topic": resource("AWS::SNS::Topic")}
OUTPUT = {"Address": {"Value": att("Topic", "TopicArn")}}


def change_set(aws: Clients, name: str, outputs: Mapping[str, Any]) -> Any:
    body = json.dumps({"Resources": TOPIC, "Outputs": outputs})
    aws("cloudformation").create_change_set(
        StackName="trial", ChangeSetName=name, TemplateBody=body
    )
    return aws("cloudformation").describe_change_set(StackName="trial", ChangeSetName=name)


def test_an_output_alone_is_deployed(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy(TOPIC)
    made = change_set(aws, "output", OUTPUT)
    assert (made["Status"], made["ExecutionStatus"]) == ("CREATE_COMPLETE", "AVAILABLE")
    assert made["Changes"] == []

    aws("cloudformation").execute_change_set(StackName="trial", ChangeSetName="output")
    [stack] = aws("cloudformation").describe_stacks(StackName="trial")["Stacks"]
    assert stack["StackStatus"] == "UPDATE_COMPLETE"
    assert [one["OutputValue"] for one in stack["Outputs"]] == [deployed.ids["Topic"]]


def test_the_same_outputs_are_no_change(aws: Clients, stacks: Stacks) -> None:
    stacks.deploy(TOPIC, Outputs=OUTPUT)
    made = change_set(aws, "nothing", OUTPUT)

    assert (made["Status"], made["ExecutionStatus"]) == ("FAILED", "UNAVAILABLE")
    assert "didn't contain changes" in made["StatusReason"]
