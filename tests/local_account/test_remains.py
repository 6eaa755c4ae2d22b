"""After a destruction: gone, kept because the template says so, or left by mistake."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from local.verify.remains import Remains, remains
from local.verify.stacks import Resource, Stack, resources_of
from tests.local_account.deployment import Clients, Stacks
from tests.local_account.sessions import LocalSession
from tests.local_account.templates import resource

pytestmark = pytest.mark.account

_RESOURCES = {
    "Kept": {**resource("AWS::SNS::Topic"), "DeletionPolicy": "Retain"},
    "Gone": resource("AWS::SQS::Queue"),
}


@pytest.fixture
def deployed(aws: Clients, stacks: Stacks) -> Iterator[list[Resource]]:
    kept = stacks.deploy(_RESOURCES).ids["Kept"]
    yield list(resources_of(Stack("trial", _RESOURCES), aws))
    aws("sns").delete_topic(TopicArn=kept)


def _found(aws: Clients, deployed: list[Resource]) -> Remains:
    return remains(LocalSession(aws), deployed)


def test_what_is_retained_is_named_and_the_rest_is_gone(
    aws: Clients, stacks: Stacks, deployed: list[Resource]
) -> None:
    stacks.delete()

    found = _found(aws, deployed)

    assert (found.gone, found.left) == (1, ())
    [kept] = found.retained
    assert kept.startswith("trial: Kept (AWS::SNS::Topic) arn:aws:sns:")


def test_what_nobody_wanted_to_keep_is_left(
    aws: Clients, stacks: Stacks, deployed: list[Resource]
) -> None:
    stacks.delete()

    found = _found(aws, [replace(one, is_retained=False) for one in deployed])

    assert found.retained == ()
    assert [one.partition(" ")[0] for one in found.left] == ["trial:"]
