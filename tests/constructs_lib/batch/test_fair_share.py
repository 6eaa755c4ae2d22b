"""Shares of a busy fleet: what a team is given, as AWS Batch weighs it."""

import aws_cdk as cdk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.batch.fair_share import SHARED, FairShare, weights
from constructs_lib.batch.patience import Patience, PatienceError
from constructs_lib.batch.queues import QueueError, Queueing
from tests.constructs_lib.alone import template_of

TEAMS = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9]{0,19}", fullmatch=True).filter(lambda name: name != SHARED),
    st.integers(1, 1000),
    min_size=1,
    max_size=8,
)


def test_half_the_weight_is_twice_the_share() -> None:
    assert weights({"vision": 30, "risk": 10}) == {"risk": 1.0, "vision": 0.3333, SHARED: 1.0}


def test_a_platform_without_teams_has_one_share() -> None:
    assert weights({}) == {SHARED: 1.0}


@given(TEAMS)
def test_a_larger_share_never_weighs_more(shares: dict[str, int]) -> None:
    found = weights(shares)
    ranked = sorted(shares, key=lambda name: shares[name])
    assert [found[name] for name in ranked] == sorted(
        (found[name] for name in shares), reverse=True
    )


@given(TEAMS)
def test_every_weight_is_one_that_aws_batch_takes(shares: dict[str, int]) -> None:
    assert all(0.0001 <= weight <= 999.9999 for weight in weights(shares).values())


@given(TEAMS)
def test_what_no_team_stands_behind_never_comes_before_a_team(shares: dict[str, int]) -> None:
    """AWS Batch weighs a share that the policy does not list with 1."""
    assert max(weights(shares).values()) == weights(shares)[SHARED] == 1.0


def test_the_policy_holds_nothing_back_and_forgets_in_half_a_day() -> None:
    def build(stack: cdk.Stack) -> None:
        FairShare(stack, "FairShare", shares={"vision": 30})

    policy = template_of(build).only("AWS::Batch::SchedulingPolicy")["FairsharePolicy"]
    assert policy["ComputeReservation"] == 0
    assert policy["ShareDecaySeconds"] == 43_200
    assert {share["ShareIdentifier"] for share in policy["ShareDistribution"]} == {
        "vision",
        SHARED,
    }


@pytest.mark.parametrize("minutes", [9, 1441])
def test_aws_batch_waits_no_shorter_and_no_longer(minutes: int) -> None:
    with pytest.raises(PatienceError) as refused:
        Patience(capacity_minutes=minutes)
    assert str(refused.value) == (f"capacity_minutes must be 10 to 1440 (24 hours), got {minutes}")


@pytest.mark.parametrize(
    ("priorities", "message"),
    [
        ({}, "a fleet needs at least one queue, got none"),
        ({"urgent": 10_001}, "queue 'urgent': priority must be 0 to 10000, got 10001"),
    ],
)
def test_a_queue_that_cannot_be_is_refused(priorities: dict[str, int], message: str) -> None:
    policy = FairShare(cdk.Stack(cdk.App(), "Alone"), "FairShare", shares={})
    with pytest.raises(QueueError) as refused:
        Queueing(policy=policy, priorities=priorities)
    assert str(refused.value) == message
