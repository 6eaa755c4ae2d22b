"""A fleet in a Capacity Block: nothing starts outside of it, and the next block is another one."""

import aws_cdk as cdk
import pytest

from constructs_lib.batch.instances import Capacity, FleetError
from tests.assembly import Properties, Template
from tests.constructs_lib.alone import ZONES, key_of, template_of
from tests.constructs_lib.batch.built import fleet_of, place_of, queueing_of

BLOCK = "cr-0123456789abcdef0"
NEXT = "cr-0fedcba9876543210"


def template_with(block: str, *, efa: bool = True) -> Template:
    def build(stack: cdk.Stack) -> None:
        fleet_of(
            stack,
            place_of(stack),
            queueing_of(stack),
            capacity=Capacity(spot_max_vcpus=0, on_demand_max_vcpus=384, capacity_block=block),
            types=["p5.48xlarge"],
            efa=efa,
            key=key_of(stack),
        )

    return template_of(build)


@pytest.fixture(scope="module")
def template() -> Template:
    return template_with(BLOCK)


@pytest.fixture(scope="module")
def part(template: Template) -> Properties:
    return template.only("AWS::Batch::ComputeEnvironment")


def test_instances_name_the_block_and_its_market(template: Template) -> None:
    launch = template.only("AWS::EC2::LaunchTemplate")["LaunchTemplateData"]
    assert launch["InstanceMarketOptions"] == {"MarketType": "capacity-block"}
    assert launch["CapacityReservationSpecification"] == {
        "CapacityReservationTarget": {"CapacityReservationId": BLOCK}
    }
    assert launch["BlockDeviceMappings"][0]["Ebs"]["Encrypted"] is True
    assert template.of_type("AWS::ResourceGroups::Group") == {}


def test_it_is_bought_in_the_one_way_that_aws_has_for_it(part: Properties) -> None:
    resources = part["ComputeResources"]
    assert (resources["Type"], resources["AllocationStrategy"]) == ("EC2", "BEST_FIT")
    assert (resources["MinvCpus"], resources["MaxvCpus"]) == (0, 384)
    assert resources["InstanceTypes"] == ["p5.48xlarge"]


@pytest.mark.parametrize("efa", [True, False])
def test_it_is_in_one_zone_and_no_placement_group(*, efa: bool) -> None:
    """A block is in one zone, and EC2 takes no placement group with it."""
    template = template_with(BLOCK, efa=efa)
    resources = template.only("AWS::Batch::ComputeEnvironment")["ComputeResources"]
    assert (len(ZONES), len(resources["Subnets"])) == (2, 1)
    assert "PlacementGroup" not in resources
    assert template.of_type("AWS::EC2::PlacementGroup") == {}


def test_a_change_replaces_it_because_aws_batch_updates_none_of_its_kind(part: Properties) -> None:
    assert part["ReplaceComputeEnvironment"] is True
    assert "ComputeEnvironmentName" not in part
    assert "UpdatePolicy" not in part
    assert "UpdateToLatestImageVersion" not in part["ComputeResources"]


def test_the_next_block_has_an_environment_of_its_own(template: Template) -> None:
    [before] = template.of_type("AWS::Batch::ComputeEnvironment")
    [after] = template_with(NEXT).of_type("AWS::Batch::ComputeEnvironment")
    assert before != after


def test_jobs_wait_for_it_to_begin_and_what_cannot_run_does_not(template: Template) -> None:
    for queue in template.of_type("AWS::Batch::JobQueue").values():
        assert {limit["Reason"] for limit in queue["JobStateTimeLimitActions"]} == {
            "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
            "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE",
        }


def test_a_fleet_aims_at_one_thing() -> None:
    with pytest.raises(FleetError) as refused:
        Capacity(spot_max_vcpus=0, on_demand_max_vcpus=8, reservation="cr-1", capacity_block="cr-2")
    assert str(refused.value) == ("reservation cr-1 and Capacity Block cr-2 are two aims: give one")
