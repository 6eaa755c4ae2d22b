"""Batch: the fleets and jobs of the file, spot first, on-demand behind it, tried again rightly."""

import json
from fnmatch import fnmatchcase

import pytest

import config
from constructs_lib.ids import id_of
from tests.assembly import Assembly, Properties, Template


@pytest.fixture(scope="module")
def template(assembly: Assembly) -> Template:
    return assembly.template("Batch")


@pytest.fixture(scope="module")
def job(template: Template) -> Properties:
    return template.named("AWS::Batch::JobDefinition", "DigitsTraining")


def resources_of(template: Template, part: str) -> Properties:
    found: Properties = template.named("AWS::Batch::ComputeEnvironment", part)["ComputeResources"]
    return found


def test_the_queue_tries_spot_before_on_demand(template: Template) -> None:
    [queue] = [
        queue
        for name, queue in template.of_type("AWS::Batch::JobQueue").items()
        if name.startswith("GpuQueuesNormal") and "OnDemand" not in name
    ]
    order = queue["ComputeEnvironmentOrder"]
    ranked = sorted(order, key=lambda entry: entry["Order"])
    names = [entry["ComputeEnvironment"]["Fn::GetAtt"][0] for entry in ranked]
    assert [
        name.startswith(part) for name, part in zip(names, ("GpuSpot", "GpuOnDemand"), strict=True)
    ] == [True, True]


@pytest.mark.parametrize(
    ("part", "type_", "strategy"),
    [
        ("GpuSpot", "SPOT", "SPOT_PRICE_CAPACITY_OPTIMIZED"),
        ("GpuOnDemand", "EC2", "BEST_FIT_PROGRESSIVE"),
    ],
)
def test_each_part_of_the_fleet_buys_in_its_own_way(
    template: Template, part: str, type_: str, strategy: str
) -> None:
    resources = resources_of(template, part)
    assert (resources["Type"], resources["AllocationStrategy"]) == (type_, strategy)


@pytest.mark.parametrize("part", ["GpuSpot", "GpuOnDemand"])
class TestEachPartOfTheFleet:
    def test_mixes_at_least_three_instance_types_over_all_zones(
        self, template: Template, part: str
    ) -> None:
        resources = resources_of(template, part)
        assert len(set(resources["InstanceTypes"])) >= 3
        assert len(resources["Subnets"]) == 2

    def test_boots_the_nvidia_image_that_aws_still_ships(
        self, template: Template, part: str
    ) -> None:
        [image] = resources_of(template, part)["Ec2Configuration"]
        assert image["ImageType"] == "ECS_AL2023_NVIDIA"

    def test_follows_the_newest_version_of_its_launch_template(
        self, template: Template, part: str
    ) -> None:
        [name] = [
            name
            for name in template.of_type("AWS::EC2::LaunchTemplate")
            if name.startswith("GpuTemplate")
        ]
        version = resources_of(template, part)["LaunchTemplate"]["Version"]
        assert version == {"Fn::GetAtt": [name, "LatestVersionNumber"]}

    def test_costs_nothing_while_it_has_nothing_to_do(self, template: Template, part: str) -> None:
        assert resources_of(template, part)["MinvCpus"] == 0

    def test_can_be_replaced_because_it_has_no_name(self, template: Template, part: str) -> None:
        environment = template.named("AWS::Batch::ComputeEnvironment", part)
        assert "ComputeEnvironmentName" not in environment
        assert environment["ReplaceComputeEnvironment"] is False

    def test_gets_an_instance_profile_and_not_a_role(self, template: Template, part: str) -> None:
        [profile, attribute] = resources_of(template, part)["InstanceRole"]["Fn::GetAtt"]
        assert template.resources[profile]["Type"] == "AWS::IAM::InstanceProfile"
        assert attribute == "Arn"


def test_disks_are_as_large_as_the_file_says_and_under_the_data_key(template: Template) -> None:
    launch = template.named("AWS::EC2::LaunchTemplate", "GpuTemplate")
    [disk] = launch["LaunchTemplateData"]["BlockDeviceMappings"]
    assert disk["Ebs"]["VolumeSize"] == 100
    assert "DataKey" in json.dumps(disk["Ebs"]["KmsKeyId"])


def test_instances_may_start_with_disks_under_the_data_key(assembly: Assembly) -> None:
    [policy] = [
        key["KeyPolicy"]
        for name, key in assembly.template("Foundation").of_type("AWS::KMS::Key").items()
        if name.startswith("DataKey")
    ]
    assert "AWSServiceRoleForAutoScaling" in json.dumps(policy)
    assert "kms:CreateGrant" in json.dumps(policy)


def test_every_fleet_and_every_queue_of_the_file_is_there(production: Assembly) -> None:
    environment = config.load("prod")
    told = production.template("Batch").body["Outputs"]
    for name, fleet in environment.pools.items():
        first, *others = fleet.queues
        assert f"{id_of(name)}Queue" in told, first
        assert {f"{id_of(name)}{id_of(queue)}Queue" for queue in others} <= set(told)


def test_every_job_of_the_file_says_where_it_goes(production: Assembly) -> None:
    environment = config.load("prod")
    told = production.template("Batch").body["Outputs"]
    for name in environment.jobs:
        assert {f"{id_of(name)}Job", f"{id_of(name)}JobQueue"} <= set(told)


def test_teams_share_a_busy_fleet_as_the_file_says(template: Template) -> None:
    policy = template.only("AWS::Batch::SchedulingPolicy")["FairsharePolicy"]
    weights = {s["ShareIdentifier"]: s["WeightFactor"] for s in policy["ShareDistribution"]}
    assert weights["vision"] / weights["risk"] == pytest.approx(40 / 60, abs=0.001)
    for queue in template.of_type("AWS::Batch::JobQueue").values():
        assert "SchedulingPolicyArn" in queue


def test_a_job_of_several_nodes_waits_for_instances_that_stay(template: Template) -> None:
    where = template.body["Outputs"]["DigitsDdpJobQueue"]["Value"]["Fn::GetAtt"][0]
    order = template.resources[where]["Properties"]["ComputeEnvironmentOrder"]
    names = [entry["ComputeEnvironment"]["Fn::GetAtt"][0] for entry in order]
    assert [name.startswith("GpuOnDemand") for name in names] == [True]


def test_a_processing_job_is_told_what_it_reads_and_writes(template: Template) -> None:
    job = template.named("AWS::Batch::JobDefinition", "DigitsTransformProcessing")
    told = {e["Name"]: json.dumps(e["Value"]) for e in job["ContainerProperties"]["Environment"]}
    assert "Raw" in told["READS"]
    assert "/digits" in told["READS"]
    assert "Features" in told["WRITES"]


def test_a_job_carries_the_tag_of_its_team(template: Template) -> None:
    job = template.named("AWS::Batch::JobDefinition", "DigitsTraining")
    assert job["Tags"]["millrace:team"] == "vision"


def decision(job: Properties, *, status_reason: str, reason: str = "") -> str:
    """What AWS Batch decides: the first rule whose every pattern matches."""
    for rule in job["RetryStrategy"]["EvaluateOnExit"]:
        given = {"OnStatusReason": status_reason, "OnReason": reason, "OnExitCode": "1"}
        patterns = {name: pattern for name, pattern in rule.items() if name != "Action"}
        if all(fnmatchcase(given[name], pattern) for name, pattern in patterns.items()):
            return str(rule["Action"])
    return "RETRY"


@pytest.mark.parametrize(
    ("status_reason", "reason", "action"),
    [
        ("Host EC2 (instance i-0123456789abcdef0) terminated.", "", "RETRY"),
        ("Essential container in task exited", "", "EXIT"),
        ("Essential container in task exited", "OutOfMemoryError: Container killed", "EXIT"),
        ("Task failed to start", "CannotPullContainerError: no such image", "EXIT"),
    ],
)
def test_only_a_lost_host_is_a_reason_to_try_again(
    job: Properties, status_reason: str, reason: str, action: str
) -> None:
    assert decision(job, status_reason=status_reason, reason=reason).upper() == action


def test_attempts_and_time_are_capped_as_the_file_says(job: Properties) -> None:
    assert job["RetryStrategy"]["Attempts"] == 4
    assert job["Timeout"] == {"AttemptDurationSeconds": 3600}


def test_the_job_asks_for_what_the_file_says(job: Properties) -> None:
    asked = {r["Type"]: r["Value"] for r in job["ContainerProperties"]["ResourceRequirements"]}
    assert asked == {"VCPU": "4", "MEMORY": "14000", "GPU": "1"}


def test_the_job_logs_into_an_encrypted_group_of_the_platform(
    template: Template, job: Properties
) -> None:
    options = job["ContainerProperties"]["LogConfiguration"]["Options"]
    group = template.resources[options["awslogs-group"]["Ref"]]
    assert "KmsKeyId" in group["Properties"]


@pytest.mark.parametrize(
    ("action", "prefixes"),
    [
        ("s3:PutObject", {"digits/*", "checkpoints/digits/*"}),
        ("s3:GetObject", {"digits/*", "checkpoints/digits/*", ".zip"}),
    ],
)
def test_the_job_touches_only_its_own_prefixes(
    template: Template, action: str, prefixes: set[str]
) -> None:
    granted = {
        json.dumps(resource)
        for role, statement in template.statements()
        if role.startswith("DigitsTrainingProgramRole") and action in statement["Action"]
        for resource in (
            [statement["Resource"]]
            if not isinstance(statement["Resource"], list)
            else statement["Resource"]
        )
    }
    assert granted
    assert all(any(prefix in resource for prefix in prefixes) for resource in granted)


def test_no_job_may_delete_what_it_can_read(template: Template) -> None:
    actions = str([statement["Action"] for _, statement in template.statements()])
    assert "Delete" not in actions
    assert "s3:*" not in actions
