"""A fleet of instances: bought in two ways, started in one, and never stuck in an update."""

import aws_cdk as cdk
import pytest

from constructs_lib.batch.instances import Capacity, FleetError
from constructs_lib.batch.queues import QueueError
from tests.assembly import Properties, Template
from tests.constructs_lib.alone import ZONES, key_of, template_of
from tests.constructs_lib.batch.built import TYPES, fleet_of, place_of, queueing_of

ENVIRONMENT = "AWS::Batch::ComputeEnvironment"


def build(stack: cdk.Stack) -> None:
    place, queueing, key = place_of(stack), queueing_of(stack), key_of(stack)
    both = Capacity(spot_max_vcpus=64, on_demand_max_vcpus=16)
    fleet = fleet_of(stack, place, queueing, capacity=both, key=key)
    fleet.queues.on_demand("urgent")
    fleet.queues.on_demand("urgent")
    close = Capacity(spot_max_vcpus=64, on_demand_max_vcpus=96, reservation="cr-0123456789abcdef0")
    fleet_of(stack, place, queueing, "Near", capacity=close, efa=True, key=key)


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


def resources_of(template: Template, part: str) -> Properties:
    found: Properties = template.named(ENVIRONMENT, part)["ComputeResources"]
    return found


def launch_of(template: Template, part: str) -> Properties:
    """What the instances of a part start with."""
    used = resources_of(template, part)["LaunchTemplate"]
    name = used["LaunchTemplateId"]["Ref"]
    assert used["Version"] == {"Fn::GetAtt": [name, "LatestVersionNumber"]}
    found: Properties = template.resources[name]["Properties"]["LaunchTemplateData"]
    return found


@pytest.mark.parametrize(
    ("part", "type_", "strategy", "vcpus"),
    [
        ("GpuSpot", "SPOT", "SPOT_PRICE_CAPACITY_OPTIMIZED", 64),
        ("GpuOnDemand", "EC2", "BEST_FIT_PROGRESSIVE", 16),
    ],
)
def test_each_part_buys_in_its_own_way(
    template: Template, part: str, type_: str, strategy: str, vcpus: int
) -> None:
    resources = resources_of(template, part)
    assert (resources["Type"], resources["AllocationStrategy"]) == (type_, strategy)
    assert (resources["MinvCpus"], resources["MaxvCpus"]) == (0, vcpus)


@pytest.mark.parametrize("part", ["GpuSpot", "GpuOnDemand", "NearSpot", "NearOnDemand"])
class TestEachPart:
    def test_can_be_updated_in_place_and_be_replaced(self, template: Template, part: str) -> None:
        """The name and the service role of the account stand in the way of one or the other."""
        environment = template.named(ENVIRONMENT, part)
        assert environment["ReplaceComputeEnvironment"] is False
        assert not {"ComputeEnvironmentName", "ServiceRole"} & environment.keys()
        assert "SpotIamFleetRole" not in environment["ComputeResources"]

    def test_lets_jobs_end_before_an_update_takes_their_host(
        self, template: Template, part: str
    ) -> None:
        assert template.named(ENVIRONMENT, part)["UpdatePolicy"] == {
            "TerminateJobsOnUpdate": False,
            "JobExecutionTimeoutMinutes": 360,
        }

    def test_boots_the_nvidia_image_that_aws_still_ships(
        self, template: Template, part: str
    ) -> None:
        [image] = resources_of(template, part)["Ec2Configuration"]
        assert image == {"ImageType": "ECS_AL2023_NVIDIA"}
        assert set(resources_of(template, part)["InstanceTypes"]) == set(TYPES)

    def test_has_encrypted_disks_under_our_key(self, template: Template, part: str) -> None:
        [disk] = launch_of(template, part)["BlockDeviceMappings"]
        assert disk["Ebs"]["Encrypted"] is True
        assert disk["Ebs"]["VolumeType"] == "gp3"
        assert "Key" in str(disk["Ebs"]["KmsKeyId"])

    def test_has_imdsv2_alone_and_no_hop_further(self, template: Template, part: str) -> None:
        options = launch_of(template, part)["MetadataOptions"]
        assert options == {"HttpTokens": "required", "HttpPutResponseHopLimit": 1}

    def test_has_no_public_address(self, template: Template, part: str) -> None:
        [interface] = launch_of(template, part)["NetworkInterfaces"]
        assert interface["AssociatePublicIpAddress"] is False

    def test_is_in_its_own_group_and_those_that_it_joins(
        self, template: Template, part: str
    ) -> None:
        groups = resources_of(template, part)["SecurityGroupIds"]
        own, joined = (group["Fn::GetAtt"][0] for group in groups)
        assert own.startswith(("GpuInstances", "NearInstances"))
        assert joined.startswith("Client")
        [interface] = launch_of(template, part)["NetworkInterfaces"]
        assert interface["Groups"] == groups


def test_the_key_lets_in_those_who_start_instances(template: Template) -> None:
    statements = template.named("AWS::KMS::Key", "Key")["KeyPolicy"]["Statement"]
    sids = [statement.get("Sid") for statement in statements]
    assert sids.count("ServicesThatStartInstances") == 1
    assert "AWSServiceRoleForAutoScaling" in str(statements)


def test_instances_may_send_metrics_of_one_namespace(template: Template) -> None:
    sends = [s for _, s in template.statements() if s["Action"] == "cloudwatch:PutMetricData"]
    conditions = [statement["Condition"] for statement in sends]
    assert conditions == [{"StringEquals": {"cloudwatch:namespace": "Millrace/Instances"}}]


def test_a_fleet_spans_the_zones_and_one_with_efa_does_not(template: Template) -> None:
    assert len(resources_of(template, "GpuSpot")["Subnets"]) == len(ZONES)
    assert len(resources_of(template, "NearSpot")["Subnets"]) == 1


def test_instances_with_efa_stand_together(template: Template) -> None:
    [name] = template.of_type("AWS::EC2::PlacementGroup")
    assert template.only("AWS::EC2::PlacementGroup")["Strategy"] == "cluster"
    assert resources_of(template, "NearOnDemand")["PlacementGroup"] == {
        "Fn::GetAtt": [name, "GroupName"]
    }
    assert "PlacementGroup" not in resources_of(template, "GpuOnDemand")


def test_only_instances_with_efa_have_an_interface_of_that_kind(template: Template) -> None:
    [efa] = launch_of(template, "NearOnDemand")["NetworkInterfaces"]
    [other] = launch_of(template, "GpuOnDemand")["NetworkInterfaces"]
    assert efa["InterfaceType"] == "efa"
    assert "InterfaceType" not in other


@pytest.mark.parametrize("direction", ["Ingress", "Egress"])
def test_efa_may_say_anything_within_the_fleet(template: Template, direction: str) -> None:
    rules = template.of_type(f"AWS::EC2::SecurityGroup{direction}").values()
    peer = "SourceSecurityGroupId" if direction == "Ingress" else "DestinationSecurityGroupId"
    [rule] = rules
    assert rule["IpProtocol"] == "-1"
    assert rule[peer] == rule["GroupId"]


def test_what_is_reserved_is_used_first_and_by_the_on_demand_part_alone(
    template: Template,
) -> None:
    [group] = template.of_type("AWS::ResourceGroups::Group")
    assert launch_of(template, "NearOnDemand")["CapacityReservationSpecification"] == {
        "CapacityReservationTarget": {
            "CapacityReservationResourceGroupArn": {"Fn::GetAtt": [group, "Arn"]}
        }
    }
    assert "CapacityReservationSpecification" not in launch_of(template, "NearSpot")


def order_of(queue: Properties) -> list[str]:
    ranked = sorted(queue["ComputeEnvironmentOrder"], key=lambda entry: entry["Order"])
    return [entry["ComputeEnvironment"]["Fn::GetAtt"][0] for entry in ranked]


@pytest.mark.parametrize(("queue", "priority"), [("Normal", 10), ("Urgent", 100)])
def test_every_queue_tries_spot_first_and_has_its_priority(
    template: Template, queue: str, priority: int
) -> None:
    [made] = [
        properties
        for name, properties in template.of_type("AWS::Batch::JobQueue").items()
        if name.startswith(f"GpuQueues{queue}") and "OnDemand" not in name
    ]
    spot, on_demand = order_of(made)
    assert spot.startswith("GpuSpot")
    assert on_demand.startswith("GpuOnDemand")
    assert made["Priority"] == priority


def test_a_queue_without_spot_is_made_once_for_whoever_asks(template: Template) -> None:
    made = template.named("AWS::Batch::JobQueue", "GpuQueuesUrgentOnDemand")
    [only] = order_of(made)
    assert only.startswith("GpuOnDemand")
    assert made["Priority"] == 100


def test_every_queue_shares_fairly_from_its_first_day(template: Template) -> None:
    """AWS Batch lets nobody add a policy to a queue that was made without."""
    [policy] = template.of_type("AWS::Batch::SchedulingPolicy")
    queues = template.of_type("AWS::Batch::JobQueue").values()
    assert len(queues) == 5
    for queue in queues:
        assert queue["SchedulingPolicyArn"] == {"Fn::GetAtt": [policy, "Arn"]}
        assert "JobQueueName" not in queue


def test_every_queue_ends_what_is_stuck_and_says_why(template: Template) -> None:
    for queue in template.of_type("AWS::Batch::JobQueue").values():
        limits = {a["Reason"]: a["MaxTimeSeconds"] for a in queue["JobStateTimeLimitActions"]}
        assert limits == {
            "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT": 900,
            "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY": 7200,
            "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE": 43_200,
        }
        for action in queue["JobStateTimeLimitActions"]:
            assert (action["State"], action["Action"]) == ("RUNNABLE", "CANCEL")


@pytest.mark.parametrize(
    ("capacity", "error", "message"),
    [
        (
            Capacity(spot_max_vcpus=8, on_demand_max_vcpus=0, reservation="cr-1"),
            FleetError,
            (
                "reservation cr-1 is for the on-demand part, which may have 0 vCPUs: "
                "give on_demand_max_vcpus"
            ),
        ),
        (
            Capacity(spot_max_vcpus=0, on_demand_max_vcpus=0),
            QueueError,
            "a fleet needs vCPUs on spot or on-demand, got 0 of both",
        ),
        (
            Capacity(spot_max_vcpus=0, on_demand_max_vcpus=8, capacity_block="cr-1"),
            FleetError,
            (
                "Capacity Block cr-1 is of one instance type and has no spot, got 3 types and 0 "
                "vCPUs of spot"
            ),
        ),
    ],
    ids=["a reservation for spot", "nothing at all", "a block of several types"],
)
def test_a_fleet_that_cannot_work_is_refused(
    capacity: Capacity, error: type[Exception], message: str
) -> None:
    def impossible(stack: cdk.Stack) -> None:
        fleet_of(stack, place_of(stack), queueing_of(stack), capacity=capacity, key=key_of(stack))

    with pytest.raises(error) as refused:
        template_of(impossible)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("queue", "capacity", "message"),
    [
        ("slow", (8, 8), "no queue is called 'slow'; known: normal, urgent"),
        ("normal", (8, 0), "queue 'normal': the fleet has no vCPUs on-demand, got 0"),
    ],
)
def test_a_queue_that_is_not_there_is_refused(
    queue: str, capacity: tuple[int, int], message: str
) -> None:
    def impossible(stack: cdk.Stack) -> None:
        some = Capacity(spot_max_vcpus=capacity[0], on_demand_max_vcpus=capacity[1])
        fleet = fleet_of(
            stack, place_of(stack), queueing_of(stack), capacity=some, key=key_of(stack)
        )
        fleet.queues.on_demand(queue)

    with pytest.raises(QueueError) as refused:
        template_of(impossible)
    assert str(refused.value) == message


def test_every_queue_on_spot_has_a_twin_that_nobody_reclaims() -> None:
    def twins(stack: cdk.Stack) -> None:
        place, key = place_of(stack), key_of(stack)
        both = Capacity(spot_max_vcpus=64, on_demand_max_vcpus=16)
        queues = fleet_of(stack, place, queueing_of(stack), capacity=both, key=key).queues

        assert queues.twins.keys() == queues.by_name.keys()
        assert queues.twins == queues.twins
        assert not {*queues.twins.values()} & {*queues.by_name.values()}

    template = template_of(twins)
    [order] = template.named("AWS::Batch::JobQueue", "GpuQueuesNormalOnDemand")[
        "ComputeEnvironmentOrder"
    ]
    assert "OnDemand" in str(order["ComputeEnvironment"])


@pytest.mark.parametrize("capacity", [(0, 16), (64, 0)], ids=["no spot", "no on-demand"])
def test_without_both_parts_there_is_nowhere_to_move(capacity: tuple[int, int]) -> None:
    def one_part(stack: cdk.Stack) -> None:
        some = Capacity(spot_max_vcpus=capacity[0], on_demand_max_vcpus=capacity[1])
        fleet = fleet_of(
            stack, place_of(stack), queueing_of(stack), capacity=some, key=key_of(stack)
        )
        assert fleet.queues.twins == {}

    template_of(one_part)
