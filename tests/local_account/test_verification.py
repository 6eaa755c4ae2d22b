"""After a deployment each resource of each template is asked for at its service."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.verify import Verification, verify
from local.verify.catalogue import reader_of
from local.verify.stacks import Resource
from tests.local_account.deployment import Clients, Resources, Stacks
from tests.local_account.desk import desk, function
from tests.local_account.sessions import LocalSession
from tests.local_account.templates import fleet, resource, role

pytestmark = pytest.mark.account


def _assembly(folder: Path, resources: Resources) -> Path:
    """One stack inside a stage, as the CDK writes it."""
    inner = folder / "assembly-Stage"
    inner.mkdir(parents=True)
    stage = {"type": "cdk:cloud-assembly", "properties": {"directoryName": inner.name}}
    properties = {"templateFile": "trial.json", "stackName": "trial"}
    stack = {"type": "aws:cloudformation:stack", "properties": properties}
    _write(folder / "manifest.json", {"artifacts": {"Stage": stage}})
    _write(inner / "manifest.json", {"artifacts": {"Trial": stack}})
    _write(inner / "trial.json", {"Resources": resources})
    return folder


def _write(path: Path, document: Any) -> None:
    path.write_text(json.dumps(document))


@pytest.fixture
def seen(aws: Clients) -> Any:
    def look(assembly: Path) -> Verification:
        return verify(LocalSession(aws), assembly)

    return look


@pytest.mark.parametrize("resources", [fleet(), desk()], ids=["fleet", "desk"])
def test_everything_that_was_deployed_is_there(
    stacks: Stacks, seen: Any, tmp_path: Path, resources: Resources
) -> None:
    stacks.deploy(resources)

    verification = seen(_assembly(tmp_path / "out", resources))

    assert verification.missing == ()
    assert verification.found == verification.expected == len(resources)


def test_what_somebody_deleted_is_missing(
    aws: Clients, stacks: Stacks, seen: Any, tmp_path: Path
) -> None:
    resources = {"Topic": resource("AWS::SNS::Topic"), "Queue": resource("AWS::SQS::Queue")}
    deployed = stacks.deploy(resources)
    aws("sns").delete_topic(TopicArn=deployed.ids["Topic"])

    verification = seen(_assembly(tmp_path / "out", resources))

    [missing] = verification.missing
    assert str(missing).endswith("is not known to sns")
    assert (verification.found, verification.expected) == (1, 2)


def test_a_stack_that_was_never_deployed_is_missing_as_a_whole(seen: Any, tmp_path: Path) -> None:
    verification = seen(_assembly(tmp_path / "out", {"Topic": resource("AWS::SNS::Topic")}))

    [missing] = verification.missing
    assert missing.reason == "is not in its stack"


def test_a_custom_resource_is_missing_once_its_function_is(aws: Clients, stacks: Stacks) -> None:
    resources = {"Role": role("lambda.amazonaws.com"), "Provider": function("x = 1\n", "Role")}
    provider = stacks.deploy(resources).ids["Provider"]
    thing = Resource("trial", "Made", "Custom::Thing", {"ServiceToken": provider}, "made")
    reader = reader_of(thing.type)
    assert reader is not None
    assert reader.exists(aws, thing)

    aws("lambda").delete_function(FunctionName=provider)

    assert not reader.exists(aws, thing)


def test_a_type_without_a_reader_is_a_failure(stacks: Stacks, seen: Any, tmp_path: Path) -> None:
    resources = {"Bus": resource("AWS::Events::EventBus", Name="trial")}
    stacks.deploy(resources)

    [missing] = seen(_assembly(tmp_path / "out", resources)).missing

    assert missing.reason.startswith("has no reader")
