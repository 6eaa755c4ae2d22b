"""Events reach the function if every permission on their way is given, and not otherwise."""

import json
from typing import Any

import pytest

from tests.local_account.deployment import Clients, Deployed, Stacks
from tests.local_account.desk import SOURCE, desk
from tests.local_account.waiting import within_patience

pytestmark = pytest.mark.account


def _put(aws: Clients, **detail: Any) -> None:
    entry = {"Source": SOURCE, "DetailType": "trial", "Detail": json.dumps(detail)}
    assert aws("events").put_events(Entries=[entry])["FailedEntryCount"] == 0


def _items(aws: Clients, deployed: Deployed) -> set[str]:
    found = aws("dynamodb").scan(TableName=deployed.ids["Table"])["Items"]
    return {item["id"]["S"] for item in found}


def _dead_letters(aws: Clients, deployed: Deployed) -> list[Any]:
    answer = aws("sqs").receive_message(QueueUrl=deployed.ids["Letters"])
    return [json.loads(message["Body"])["detail"] for message in answer.get("Messages", [])]


def test_an_event_passes_an_encrypted_queue_to_the_function(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy(desk())

    _put(aws, id="first")

    assert within_patience(lambda: _items(aws, deployed)) == {"first"}


def test_of_a_batch_only_what_failed_is_tried_again_and_then_laid_aside(
    aws: Clients, stacks: Stacks
) -> None:
    deployed = stacks.deploy(desk())

    _put(aws, id="good")
    _put(aws, id="bad", is_bad=True)

    assert within_patience(lambda: _dead_letters(aws, deployed)) == [{"id": "bad", "is_bad": True}]
    assert _items(aws, deployed) == {"good"}


def test_a_function_may_only_do_what_its_role_may(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy(desk(table_action="dynamodb:GetItem"))

    _put(aws, id="first")

    assert within_patience(lambda: _dead_letters(aws, deployed)) == [{"id": "first"}]
    assert _items(aws, deployed) == set()


def test_a_key_that_does_not_trust_eventbridge_sends_events_to_the_dead_letters(
    aws: Clients, stacks: Stacks
) -> None:
    deployed = stacks.deploy(desk(key_trusts=()))

    _put(aws, id="first")

    assert within_patience(lambda: _dead_letters(aws, deployed)) == [{"id": "first"}]


def test_a_queue_whose_policy_does_not_name_the_rule_gets_nothing(
    aws: Clients, stacks: Stacks
) -> None:
    resources = desk()
    del resources["Policy"]
    deployed = stacks.deploy(resources)

    _put(aws, id="first")

    assert _dead_letters(aws, deployed) == []
    assert _items(aws, deployed) == set()


def test_a_function_that_may_not_read_the_queue_is_not_connected_to_it(stacks: Stacks) -> None:
    refused = stacks.deploy(desk(queue_actions=("Receive",)))

    assert refused.status == "ROLLBACK_COMPLETE"
    assert "does not have permission for sqs:DeleteMessage" in refused.reasons["Source"]
