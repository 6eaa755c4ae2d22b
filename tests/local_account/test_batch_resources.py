"""CloudFormation serves AWS Batch through its API."""

from typing import Any

import pytest

from tests.local_account.deployment import Clients, Stacks
from tests.local_account.templates import changed, fleet, resource

pytestmark = pytest.mark.account


def _environments(aws: Clients) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = aws("batch").describe_compute_environments()[
        "computeEnvironments"
    ]
    return found


def _queue(aws: Clients, arn: str) -> dict[str, Any]:
    [queue] = aws("batch").describe_job_queues(jobQueues=[arn])["jobQueues"]
    return dict(queue)


def _revisions(aws: Clients) -> dict[int, str]:
    found = aws("batch").describe_job_definitions()["jobDefinitions"]
    return {one["revision"]: one["status"] for one in found if "Job-" in one["jobDefinitionArn"]}


def test_a_fleet_a_queue_and_a_job_come_from_one_template(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy(fleet())

    assert deployed.status == "CREATE_COMPLETE", deployed.reasons
    [environment] = _environments(aws)
    assert environment["computeEnvironmentArn"] == deployed.ids["Environment"]
    assert environment["computeResources"]["maxvCpus"] == 64
    assert _queue(aws, deployed.ids["Queue"])["tags"]["team"] == "trial"


def test_a_mutable_property_changes_in_place(aws: Clients, stacks: Stacks) -> None:
    before = stacks.deploy(fleet())

    after = stacks.deploy(changed(fleet(), "Environment.ComputeResources.MaxvCpus", 32))

    assert after.status == "UPDATE_COMPLETE", after.reasons
    assert after.ids["Environment"] == before.ids["Environment"]
    [environment] = _environments(aws)
    assert environment["computeResources"]["maxvCpus"] == 32


def test_an_immutable_property_replaces_and_the_queue_moves_over(
    aws: Clients, stacks: Stacks
) -> None:
    replacing = changed(fleet(), "Environment.ReplaceComputeEnvironment", value=True)
    before = stacks.deploy(replacing)

    after = stacks.deploy(
        changed(replacing, "Environment.ComputeResources.InstanceTypes", ["g6.xlarge"])
    )

    assert after.status == "UPDATE_COMPLETE", after.reasons
    assert after.ids["Environment"] != before.ids["Environment"]
    [environment] = _environments(aws)
    assert environment["computeResources"]["instanceTypes"] == ["g6.xlarge"]
    [order] = _queue(aws, after.ids["Queue"])["computeEnvironmentOrder"]
    assert order["computeEnvironment"] == after.ids["Environment"]


def test_the_same_change_is_made_in_place_where_the_template_says_so(
    aws: Clients, stacks: Stacks
) -> None:
    before = stacks.deploy(fleet())

    after = stacks.deploy(
        changed(fleet(), "Environment.ComputeResources.InstanceTypes", ["g6.xlarge"])
    )

    assert after.status == "UPDATE_COMPLETE", after.reasons
    assert after.ids["Environment"] == before.ids["Environment"]
    [environment] = _environments(aws)
    assert environment["computeResources"]["instanceTypes"] == ["g6.xlarge"]


def test_what_has_a_name_of_its_own_is_not_replaced(stacks: Stacks) -> None:
    named = changed(fleet(), "Environment.ComputeEnvironmentName", "mine")
    stacks.deploy(named)

    refused = stacks.deploy(changed(named, "Environment.Tags", {"team": "other"}))

    assert refused.status == "UPDATE_ROLLBACK_COMPLETE"
    assert "rename mine" in refused.reasons["Environment"]


def test_a_job_definition_changes_by_a_new_revision(aws: Clients, stacks: Stacks) -> None:
    before = stacks.deploy(fleet())

    after = stacks.deploy(changed(fleet(), "Job.Timeout.AttemptDurationSeconds", 60))

    assert after.ids["Job"] == before.ids["Job"].removesuffix(":1") + ":2"
    assert _revisions(aws)[1] == "INACTIVE"
    assert _revisions(aws)[2] == "ACTIVE"


def test_tags_that_are_gone_from_the_template_are_taken_away(aws: Clients, stacks: Stacks) -> None:
    stacks.deploy(fleet())

    after = stacks.deploy(changed(fleet(), "Queue.Tags", {"owner": "other"}))

    tags = _queue(aws, after.ids["Queue"])["tags"]
    assert tags["owner"] == "other"
    assert "team" not in tags


def test_a_failed_update_goes_back_to_what_was(aws: Clients, stacks: Stacks) -> None:
    before = stacks.deploy(fleet())

    wrong = changed(fleet(), "Environment.ComputeResources.MaxvCpus", 16)
    after = stacks.deploy(
        {**wrong, "Late": {**resource("AWS::Batch::JobQueue", Priority=1), "DependsOn": "Queue"}}
    )

    assert after.status == "UPDATE_ROLLBACK_COMPLETE"
    assert after.ids["Environment"] == before.ids["Environment"]
    [environment] = _environments(aws)
    assert environment["computeResources"]["maxvCpus"] == 64


def test_a_delete_leaves_nothing(aws: Clients, stacks: Stacks) -> None:
    stacks.deploy(fleet())

    deleted = stacks.delete()

    assert deleted.status == "DELETE_COMPLETE", deleted.reasons
    assert _environments(aws) == []
    assert aws("batch").describe_job_queues()["jobQueues"] == []
    assert "ACTIVE" not in _revisions(aws).values()


def test_the_api_has_the_last_word_on_values(stacks: Stacks) -> None:
    refused = stacks.deploy(changed(fleet(), "Queue.State", "ON"))

    assert refused.status == "ROLLBACK_COMPLETE"
    assert "ENABLED, DISABLED" in refused.reasons["Queue"]
