"""A fair-share queue: who has used least, by weight, is next."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mypy_boto3_batch.type_defs import FairsharePolicyTypeDef

from local.batch.fair_share import Policy, Run, usage
from tests.local_batch.conftest import QUICK
from tests.local_batch.desk import Desk, Gate, eventually, refused, resources

CPU = (4, 1000, 0)
Submit = Callable[..., str]


def fair_queue(desk: Desk, policy: FairsharePolicyTypeDef, *, max_vcpus: int = 4) -> None:
    arn = desk.client.create_scheduling_policy(name="teams", fairsharePolicy=policy)["arn"]
    desk.add_environment("cpu", resources("EC2", max_vcpus=max_vcpus))
    desk.add_queue("gpu", "cpu", policy=arn)


def submit(desk: Desk, share: str, *, priority: int = 0) -> str:
    return desk.client.submit_job(
        jobName="j",
        jobQueue="gpu",
        jobDefinition="trial",
        shareIdentifier=share,
        schedulingPriorityOverride=priority,
    )["jobId"]


def started_in_order(desk: Desk, *jobs: str) -> list[str]:
    for job_id in jobs:
        desk.wait_to_end(job_id)
    return sorted(jobs, key=lambda one: desk.job(one)["startedAt"])


def held_up(desk: Desk, gate: Gate, share: str = "first") -> None:
    """The queue is full while the test submits what it is about."""
    desk.define(gate.script, needs=CPU)
    desk.wait(submit(desk, share), "RUNNING")
    desk.define("pass", needs=CPU)


def test_shares_take_turns_whoever_came_first(desk: Desk, gate: Gate) -> None:
    fair_queue(desk, {})
    held_up(desk, gate, share="zero")
    many = [submit(desk, "a") for _ in range(3)]
    few = [submit(desk, "b") for _ in range(2)]
    gate.open()

    assert set(started_in_order(desk, *many, *few)[:2]) == {many[0], few[0]}


def test_half_the_weight_is_twice_the_share(desk: Desk, gate: Gate) -> None:
    weights: FairsharePolicyTypeDef = {
        "shareDistribution": [
            {"shareIdentifier": "light*", "weightFactor": 0.1},
            {"shareIdentifier": "heavy", "weightFactor": 1.0},
        ]
    }
    fair_queue(desk, weights)
    held_up(desk, gate, share="zero")
    heavy = [submit(desk, "heavy") for _ in range(2)]
    light = [submit(desk, "light1") for _ in range(2)]
    gate.open()
    order = started_in_order(desk, *heavy, *light)

    assert order.index(heavy[1]) == 3


def test_within_a_share_the_higher_priority_goes_first(desk: Desk, gate: Gate) -> None:
    fair_queue(desk, {})
    held_up(desk, gate)
    low, high = submit(desk, "a", priority=1), submit(desk, "a", priority=9)
    gate.open()

    assert started_in_order(desk, low, high) == [high, low]
    assert desk.job(high)["schedulingPriority"] == 9


def test_vcpus_are_kept_for_shares_that_are_not_there_yet(desk: Desk, gate: Gate) -> None:
    fair_queue(desk, {"computeReservation": 50}, max_vcpus=16)
    desk.define(gate.script, needs=CPU)
    first = [submit(desk, "a") for _ in range(4)]
    for job_id in first[:2]:
        desk.wait(job_id, "RUNNING")
    desk.wait(first[2], "RUNNABLE")
    second = submit(desk, "b")
    desk.wait(second, "RUNNING")

    assert [desk.job(one)["status"] for one in first[2:]] == ["RUNNABLE", "RUNNABLE"]


def test_a_queue_shows_what_it_will_run_next(desk: Desk, gate: Gate) -> None:
    fair_queue(desk, {})
    held_up(desk, gate)
    jobs = [submit(desk, "a"), submit(desk, "a"), submit(desk, "b")]
    for job_id in jobs:
        desk.wait(job_id, "RUNNABLE")
    front = desk.client.get_job_queue_snapshot(jobQueue="gpu")["frontOfQueue"]["jobs"]

    shown = [one["jobArn"].rpartition("/")[2] for one in front]
    assert set(shown[:2]) == {jobs[0], jobs[2]}
    assert shown[2] == jobs[1]


def test_a_fair_share_queue_and_its_jobs_name_shares_and_others_do_not(desk: Desk) -> None:
    fair_queue(desk, {})
    desk.define("pass", needs=CPU)
    with refused("the job queue gpu has fair share: shareIdentifier is required"):
        desk.client.submit_job(jobName="j", jobQueue="gpu", jobDefinition="trial")
    with refused("shareIdentifier must be 1 to 255 letters, digits and -, got 'a b'"):
        submit(desk, "a b")
    with refused("schedulingPriorityOverride must lie between 0 and 9999, got 10000"):
        submit(desk, "a", priority=10_000)

    desk.add_queue("plain", "cpu")
    with refused("the job queue plain has no fair share: shareIdentifier is not allowed"):
        desk.client.submit_job(
            jobName="j", jobQueue="plain", jobDefinition="trial", shareIdentifier="a"
        )


def test_a_queue_keeps_its_kind(desk: Desk) -> None:
    fair_queue(desk, {})
    desk.add_queue("plain", "cpu")
    [queue] = desk.client.describe_job_queues(jobQueues=["gpu"])["jobQueues"]
    arn = queue["schedulingPolicyArn"]
    with refused("plain is first in, first out, and cannot be given fair share"):
        desk.client.update_job_queue(jobQueue="plain", schedulingPolicyArn=arn)
    with refused("is in use by the job queue gpu"):
        desk.client.delete_scheduling_policy(arn=arn)
    with refused("no scheduling policy has the ARN 'arn:aws:batch:x'"):
        desk.add_queue("other", "cpu", policy="arn:aws:batch:x")


def test_a_policy_is_made_changed_tagged_and_deleted(desk: Desk) -> None:
    client = desk.client
    arn = client.create_scheduling_policy(name="teams", tags={"team": "ml"})["arn"]
    client.update_scheduling_policy(arn=arn, fairsharePolicy={"shareDecaySeconds": 60})
    [seen] = client.describe_scheduling_policies(arns=[arn, f"{arn}s"])["schedulingPolicies"]

    assert seen["name"] == "teams"
    assert seen["fairsharePolicy"] == {"shareDecaySeconds": 60}
    assert client.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "ml"}
    assert client.list_scheduling_policies()["schedulingPolicies"] == [{"arn": arn}]
    client.delete_scheduling_policy(arn=arn)
    assert client.list_scheduling_policies()["schedulingPolicies"] == []


@pytest.mark.parametrize(
    ("policy", "because"),
    [
        ({"shareDecaySeconds": 604_801}, "shareDecaySeconds must lie between 0 and 604800"),
        ({"computeReservation": 100}, "computeReservation must lie between 0 and 99, got 100"),
        (
            {"shareDistribution": [{"shareIdentifier": "a", "weightFactor": 0.0}]},
            "weightFactor of a must lie between 0.0001 and 999.9999",
        ),
        (
            {"shareDistribution": [{"shareIdentifier": "a*"}, {"shareIdentifier": "a1"}]},
            "shareDistribution: a* and a1 overlap",
        ),
        ({"shareDistribution": [{"shareIdentifier": "a b"}]}, "* at the end, got 'a b'"),
    ],
)
def test_a_policy_that_cannot_be_is_refused(
    desk: Desk, policy: FairsharePolicyTypeDef, because: str
) -> None:
    with refused(because):
        desk.client.create_scheduling_policy(name="wrong", fairsharePolicy=policy)


def test_an_old_second_counts_less_until_it_is_forgotten() -> None:
    recent = usage([Run("a", 4, 90, 100)], 100, 100)["a"]
    old = usage([Run("a", 4, 20, 30)], 100, 100)["a"]
    forgotten = usage([Run("a", 4, -50, -10)], 100, 100)["a"]

    assert recent == pytest.approx(4 * 10 * 0.95)
    assert old == pytest.approx(4 * 10 * 0.25)
    assert forgotten == 0


@given(
    st.floats(0, 1e4), st.floats(0, 1e4), st.floats(1, 1e4), st.floats(0.25, 192), st.floats(0, 1e4)
)
def test_usage_is_never_more_than_was_used(
    began: float, lasted: float, window: float, vcpus: float, since: float
) -> None:
    used = usage([Run("a", vcpus, began, began + lasted)], window, began + lasted + since)["a"]

    assert -1e-6 <= used <= vcpus * min(lasted, window) + 1e-6


def test_a_policy_says_nothing_of_a_share_that_it_does_not_list() -> None:
    policy = Policy.of({"fairsharePolicy": {"shareDistribution": []}}, second_s=1)

    assert policy.weight("anybody") == 1
    assert policy.reserved(1) == 0
    assert policy.window_s == 600


def test_the_queue_of_higher_priority_has_the_environment_first(desk: Desk, gate: Gate) -> None:
    desk.add_environment("cpu", resources("EC2", max_vcpus=4))
    desk.add_queue("normal", "cpu", priority=10)
    desk.add_queue("urgent", "cpu", priority=100)
    desk.wait(desk.submit(gate.script, queue="normal", needs=CPU), "RUNNING")
    later = desk.submit("pass", queue="normal", needs=CPU)
    sooner = desk.submit("pass", queue="urgent", needs=CPU)
    desk.wait(sooner, "RUNNABLE")
    gate.open()

    assert started_in_order(desk, later, sooner) == [sooner, later]


@pytest.mark.parametrize("pace", [replace(QUICK, second_s=0.0005)])
def test_a_time_limit_counts_in_a_fair_share_queue_too(desk: Desk) -> None:
    reason = "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT"
    fair_queue(desk, {})
    desk.client.update_job_queue(
        jobQueue="gpu",
        jobStateTimeLimitActions=[
            {"reason": reason, "state": "RUNNABLE", "maxTimeSeconds": 600, "action": "CANCEL"}
        ],
    )
    desk.define("pass", needs=(4, 10**6, 0))
    job_id = submit(desk, "a")
    desk.define("pass", needs=CPU)
    behind = submit(desk, "a")

    eventually(lambda: desk.job(job_id)["status"] == "FAILED", "the job was cancelled")
    assert desk.job(job_id)["statusReason"].endswith(f"due to reason: {reason}")
    assert desk.wait_to_end(behind)["status"] == "SUCCEEDED"
