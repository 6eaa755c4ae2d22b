"""What functions are told of fleets fits into their settings, or is refused before a deployment."""

import aws_cdk as cdk
import pytest

from constructs_lib.desk.fleets import Knowledge, Part
from constructs_lib.settings_size import TooManySettingsError, length, refuse_long
from millrace.fleets import fleets_from
from tests.constructs_lib.desk.whole import known_fleet


@pytest.fixture
def stack() -> cdk.Stack:
    return cdk.Stack(cdk.App(), "Stack")


def knowledge(stack: cdk.Stack, fleets: int) -> Knowledge:
    return Knowledge(fleets=[known_fleet(stack, f"fleet-{number}") for number in range(fleets)])


def test_four_fleets_with_two_queues_each_fit_with_all_that_is_told(stack: cdk.Stack) -> None:
    refuse_long(stack, "Function", {"FLEETS": knowledge(stack, 4).setting()})


def test_ten_fit_with_their_queues_only_where_no_job_can_be_moved(stack: cdk.Stack) -> None:
    plain = [
        type(fleet)(name=fleet.name, queues=fleet.queues) for fleet in knowledge(stack, 10).fleets
    ]
    refuse_long(stack, "Function", {"FLEETS": Knowledge(fleets=plain).setting([Part.QUEUES])})


def test_too_many_are_refused_with_the_setting_that_is_too_long(stack: cdk.Stack) -> None:
    settings = {"ENVIRONMENT": "dev", "FLEETS": knowledge(stack, 10).setting()}

    with pytest.raises(TooManySettingsError) as refused:
        refuse_long(stack, "Function", settings)

    assert str(refused.value).startswith("Stack/Function: settings must have at most 4096 letters")
    assert "FLEETS has" in str(refused.value)


def test_what_only_the_deployment_knows_counts_as_an_arn(stack: cdk.Stack) -> None:
    assert length(stack, "plain") == 5
    assert length(stack, f"before {cdk.Aws.STACK_ID} after") == len("before  after") + 96


def test_of_two_sizes_alike_one_is_told(stack: cdk.Stack) -> None:
    [fleet] = fleets_from(knowledge(stack, 1).setting()).fleets
    assert [tuple(size) for size in fleet.sizes] == [(14_745, 4, 1, 16), (58_982, 16, 1, 24)]


def test_a_fleet_that_knows_no_prices_and_no_twins_is_told_of_all_the_same(
    stack: cdk.Stack,
) -> None:
    fleet = known_fleet(stack)
    plain = type(fleet)(name="glue", queues=fleet.queues)

    [told] = fleets_from(Knowledge(fleets=[plain]).setting()).fleets

    assert list(told.queues.values()) == [{}]
    assert (told.sizes, told.usd_per_vcpu_hour) == ([], {})
