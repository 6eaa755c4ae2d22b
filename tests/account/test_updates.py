"""A deployed environment whose file changes: the difference is deployed, and nothing else moves."""

from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest

from local.up.failures import UpError
from local.verify import Verification
from tests.account.changing import Changing
from tests.account.conftest import Deployed

pytestmark = pytest.mark.account

_OTHER_TEAM = {
    "prefix": "speech",
    "batch_share": 20,
    "budget_usd_per_month": 50,
    "emails": ["speech@example.com"],
}


def _grown(document: dict[str, Any]) -> None:
    document["data"]["captures_expire_days"] = 3
    document["zones"] = ["us-east-1a", "us-east-1b", "us-east-1c"]
    document["teams"]["speech"] = _OTHER_TEAM
    document["fleets"]["gpu"] |= {"volume_gib": 120, "on_demand_max_vcpus": 0}
    document["fleets"]["cpu"]["instance_types"] = ["c6i.large", "m7i.large", "r6i.large"]


@pytest.fixture(scope="module")
def before(deployed: Deployed) -> dict[str, str]:
    return _held(deployed)


@pytest.fixture(scope="module")
def fleets_before(deployed: Deployed) -> list[str]:
    return [part["computeEnvironmentArn"] for part in _environments(deployed, "CpuQueue")]


@pytest.fixture(scope="module")
def grown(
    deployed: Deployed,
    before: dict[str, str],
    fleets_before: list[str],
    flags: dict[str, object],
    tmp_path_factory: pytest.TempPathFactory,
) -> Verification:
    assert before
    assert fleets_before
    return Changing(deployed, flags, tmp_path_factory.mktemp("grown")).deploy(_grown)


def _held(deployed: Deployed) -> dict[str, str]:
    """What holds data, by its output."""
    zones = ("Raw", "Curated", "Features", "Models", "Captures", "Logs")
    buckets = {f"{zone}Bucket": deployed.output("Foundation", f"{zone}Bucket") for zone in zones}
    return {**buckets, "LedgerTable": deployed.output("Events", "LedgerTable")}


def test_every_resource_of_the_changed_templates_is_there(
    deployed: Deployed, grown: Verification
) -> None:
    assert grown.missing == ()
    assert grown.found > deployed.verification.found


def test_what_holds_data_is_the_same_as_before(
    deployed: Deployed, before: dict[str, str], grown: Verification
) -> None:
    assert grown.is_complete
    assert _held(deployed) == before


def _rules(deployed: Deployed) -> list[Any]:
    bucket = deployed.output("Foundation", "CapturesBucket")
    s3 = deployed.up.session.client("s3")
    return list(s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"])


def test_a_lifecycle_rule_changes_in_place(deployed: Deployed, grown: Verification) -> None:
    assert grown.is_complete
    assert {"Days": 3} in [rule.get("Expiration") for rule in _rules(deployed)]


def test_a_new_zone_has_its_subnet(deployed: Deployed, grown: Verification) -> None:
    assert grown.is_complete
    ec2 = deployed.up.session.client("ec2")
    by_stack = "tag:aws:cloudformation:stack-name"
    found = ec2.describe_subnets(Filters=[{"Name": by_stack, "Values": ["Millrace-local-Network"]}])
    zones = {subnet["AvailabilityZone"] for subnet in found["Subnets"]}
    assert zones == {"us-east-1a", "us-east-1b", "us-east-1c"}


def test_a_new_team_has_its_budget(deployed: Deployed, grown: Verification) -> None:
    assert grown.is_complete
    budgets = deployed.up.session.client("budgets").describe_budgets(AccountId="000000000000")
    told = [
        subscriber["Address"]
        for budget in budgets["Budgets"]
        for subscriber in _subscribers(deployed, budget["BudgetName"])
    ]
    assert "speech@example.com" in told


def _environments(deployed: Deployed, queue: str) -> list[Any]:
    """What the queue of a fleet asks for instances, in its order."""
    batch = deployed.up.session.client("batch")
    arn = deployed.output("Batch", queue)
    [found] = batch.describe_job_queues(jobQueues=[arn])["jobQueues"]
    order = sorted(found["computeEnvironmentOrder"], key=lambda entry: entry["order"])
    names = [entry["computeEnvironment"] for entry in order]
    described = batch.describe_compute_environments(computeEnvironments=names)
    return list(described["computeEnvironments"])


def test_instances_that_start_from_now_on_have_the_new_disk(
    deployed: Deployed, grown: Verification
) -> None:
    assert grown.is_complete
    [spot] = _environments(deployed, "GpuQueue")
    launch = spot["computeResources"]["launchTemplate"]
    [version] = deployed.up.session.client("ec2").describe_launch_template_versions(
        LaunchTemplateId=launch["launchTemplateId"], Versions=[launch["version"]]
    )["LaunchTemplateVersions"]
    [disk] = version["LaunchTemplateData"]["BlockDeviceMappings"]
    assert disk["Ebs"]["VolumeSize"] == 120


def test_a_part_of_a_fleet_leaves_its_queue_before_it_goes(
    deployed: Deployed, grown: Verification
) -> None:
    assert grown.is_complete
    [left] = _environments(deployed, "GpuQueue")
    assert (left["computeResources"]["type"], left["status"]) == ("SPOT", "VALID")


def test_instance_types_change_in_place(
    deployed: Deployed, fleets_before: list[str], grown: Verification
) -> None:
    assert grown.is_complete
    found = _environments(deployed, "CpuQueue")
    assert [part["computeEnvironmentArn"] for part in found] == fleets_before
    assert all("c6i.large" in part["computeResources"]["instanceTypes"] for part in found)


def _subscribers(deployed: Deployed, name: str) -> list[Any]:
    budgets = deployed.up.session.client("budgets")
    at: Any = {"AccountId": "000000000000", "BudgetName": name}
    notifications = budgets.describe_notifications_for_budget(**at)["Notifications"]
    return [
        one
        for notification in notifications
        for one in budgets.describe_subscribers_for_notification(**at, Notification=notification)[
            "Subscribers"
        ]
    ]


def test_an_update_that_fails_leaves_everything_as_it_was(
    deployed: Deployed, grown: Verification, flags: dict[str, object], tmp_path: Path
) -> None:
    assert grown.is_complete
    before = _rules(deployed)

    def shorter(document: dict[str, Any]) -> None:
        _grown(document)
        document["data"]["captures_expire_days"] = 5

    with pytest.raises(UpError, match="FileSystemId fs-0123456789abcdef0 is not found"):
        Changing(deployed, flags, tmp_path).deploy(shorter, spoil=_link_without_file_system)

    assert _rules(deployed) == before
    cloudformation = deployed.up.session.client("cloudformation")
    [stack] = cloudformation.describe_stacks(StackName="Millrace-local-Foundation")["Stacks"]
    assert stack["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"


def _link_without_file_system(app: cdk.App) -> None:
    """Refused by its service, once the bucket is changed already."""
    [foundation] = [
        child
        for child in app.node.children
        if isinstance(child, cdk.Stack) and child.stack_name.endswith("-Foundation")
    ]
    link = cdk.CfnResource(
        foundation,
        "Link",
        type="AWS::FSx::DataRepositoryAssociation",
        properties={
            "FileSystemId": "fs-0123456789abcdef0",
            "FileSystemPath": "/",
            "DataRepositoryPath": "s3://elsewhere",
        },
    )
    bucket = foundation.node.find_child("Captures").node.default_child
    assert isinstance(bucket, cdk.CfnResource)
    link.add_dependency(bucket)
