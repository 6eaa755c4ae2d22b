"""What the desk orders follows from the record of a job: by class, policy and what was tried."""

from dataclasses import replace
from datetime import timedelta

import pytest

from millrace.domain.deciding import decide, telling
from millrace.domain.fleets import Fleet, Fleets, Size
from millrace.domain.job import Attempt, Facts, JobRecord, Kind, Service, State
from millrace.domain.orders import Do, Progress
from millrace.domain.policy import Policy
from tests.lambda_.acting.ended_jobs import (
    EXITED,
    FLEETS,
    NOW,
    OF_A_SIZE,
    ON_DEMAND,
    POLICY,
    QUEUE,
    RECLAIMED,
    attempt,
    ended,
    of_sagemaker,
)

OUT_OF_MEMORY = {1: attempt(f"{EXITED}: OutOfMemoryError: Container killed due to memory usage")}
SLOW_DOCKER = "Task failed to start"
NO_DOCKER = {1: attempt(f"{SLOW_DOCKER}: DockerTimeoutError: Could not transition to created")}
CUDA = "AlgorithmError: CUDA out of memory"


def ordered(record: JobRecord, policy: Policy = POLICY) -> list[tuple[Do, str]]:
    return [(order.do, order.because) for order in decide(record, policy=policy, now=NOW)]


def tried(times: int) -> Facts:
    return replace(OF_A_SIZE, tries=times)


def test_a_spot_job_whose_instances_were_taken_goes_on_on_on_demand() -> None:
    assert ordered(ended(RECLAIMED)) == [(Do.ON_DEMAND, "spot-reclaimed")]


@pytest.mark.parametrize(
    "policy", [replace(POLICY, on_demand_after_spot=False), replace(POLICY, fleets=Fleets())]
)
def test_without_leave_or_a_queue_for_it_the_job_is_tried_again(policy: Policy) -> None:
    assert ordered(ended(RECLAIMED), policy) == [(Do.RETRY, "spot-reclaimed")]


def test_an_on_demand_instance_that_broke_is_no_reason_to_move() -> None:
    lost = ended(RECLAIMED, facts=replace(OF_A_SIZE, on_spot=False))

    assert ordered(lost) == [(Do.RETRY, "spot-reclaimed")]


def test_out_of_memory_is_answered_with_the_next_size_once() -> None:
    first = ended(EXITED, attempts=OUT_OF_MEMORY)
    second = ended(EXITED, attempts=OUT_OF_MEMORY, facts=tried(1))

    assert ordered(first) == [(Do.LARGER, "out-of-memory")]
    assert ordered(second) == [(Do.NOTIFY, "out-of-memory")]


@pytest.mark.parametrize(
    "facts",
    [replace(OF_A_SIZE, memory_mib=110_000), replace(OF_A_SIZE, memory_mib=None)],
    ids=["the largest", "not known"],
)
def test_where_no_size_is_larger_its_team_is_told(facts: Facts) -> None:
    assert ordered(ended(EXITED, attempts=OUT_OF_MEMORY, facts=facts)) == [
        (Do.NOTIFY, "out-of-memory")
    ]


def test_a_switch_turns_larger_sizes_off() -> None:
    policy = replace(POLICY, larger_after_out_of_memory=False)

    assert ordered(ended(EXITED, attempts=OUT_OF_MEMORY), policy) == [(Do.NOTIFY, "out-of-memory")]


def test_what_a_service_failed_is_tried_again_until_the_cap() -> None:
    policy = replace(POLICY, retries=2)
    done = [
        ordered(ended(SLOW_DOCKER, attempts=NO_DOCKER, facts=tried(times)), policy)
        for times in range(4)
    ]

    assert done == [[(Do.RETRY, "service")]] * 2 + [[(Do.NOTIFY, "service")]] * 2


@pytest.mark.parametrize("exit_code", [1, 2, 139])
def test_a_mistake_of_the_program_is_told_and_not_tried_again(exit_code: int) -> None:
    assert ordered(ended(EXITED, attempts={1: attempt(EXITED, exit_code)})) == [(Do.NOTIFY, "code")]


def test_a_deadline_that_can_still_be_kept_is_worth_a_page() -> None:
    failed = ended(EXITED, attempts={1: attempt(EXITED, 1)})
    ahead = replace(OF_A_SIZE, deadline=failed.newest.at + timedelta(hours=9))
    over = replace(OF_A_SIZE, deadline=failed.newest.at - timedelta(minutes=1))

    assert ordered(replace(failed, facts=ahead)) == [(Do.PAGE, "code")]
    assert ordered(replace(failed, facts=over)) == [(Do.NOTIFY, "code")]


@pytest.mark.parametrize("reason", ["Dependent Job failed", "millrace: stopped: reaper"])
def test_what_others_are_told_of_and_what_people_do_calls_for_nothing(reason: str) -> None:
    assert ordered(ended(reason)) == []


def test_a_persons_own_stop_is_no_failure() -> None:
    assert ordered(ended("wrong data", attempts={1: attempt(RECLAIMED)})) == []
    assert ordered(of_sagemaker(None, state=State.STOPPED)) == []


@pytest.mark.parametrize(
    ("reason", "do"),
    [
        ("millrace: go on on on-demand: 3 h of work in 4 h", Do.ON_DEMAND),
        ("millrace: go on on spot: the deadline is far", Do.SPOT),
    ],
)
def test_a_move_of_the_conductor_goes_on_whatever_was_tried(reason: str, do: Do) -> None:
    moved = ended(reason, attempts={1: attempt(reason, 143)}, facts=tried(7))

    assert ordered(moved, replace(POLICY, retries=0)) == [(do, "moved")]


@pytest.mark.parametrize(
    "record",
    [
        ended(RECLAIMED, job_id="j1:3", kind=Kind.CHILD),
        ended(RECLAIMED, job_id="j1#1", kind=Kind.NODE),
        of_sagemaker("CapacityError", facts=Facts(pipeline="churn")),
        of_sagemaker("CapacityError", facts=Facts(belongs_to="hyper-parameter-tuning-job/h1")),
        of_sagemaker("CapacityError", kind=Kind.STEP),
    ],
    ids=["child", "node", "in a pipeline", "trial", "step"],
)
def test_a_part_is_left_to_what_it_is_a_part_of(record: JobRecord) -> None:
    assert ordered(record) == []


def test_an_array_is_ordered_as_a_whole() -> None:
    array = ended("Array Child Job failed", kind=Kind.ARRAY, size=9)

    assert ordered(array) == [(Do.RETRY, "part-failed")]


def test_a_job_of_sagemaker_cannot_be_submitted_again_so_it_is_told() -> None:
    assert ordered(of_sagemaker("CapacityError: no")) == [(Do.NOTIFY, "capacity")]
    assert ordered(of_sagemaker(CUDA)) == [(Do.NOTIFY, "gpu-out-of-memory")]


def test_a_failed_execution_is_tried_again_and_never_told_of_twice() -> None:
    failed = of_sagemaker("Step failure: One or multiple steps failed.", kind=Kind.EXECUTION)

    assert ordered(failed) == [(Do.RETRY, "part-failed")]
    assert ordered(failed, replace(POLICY, retries=0)) == []
    assert ordered(of_sagemaker(None, kind=Kind.EXECUTION)) == []


@pytest.mark.parametrize("kind", [Kind.ENDPOINT, Kind.CLUSTER])
def test_what_has_no_end_is_told_of_once_a_day_while_it_is_broken(kind: Kind) -> None:
    broken = of_sagemaker("no capacity", kind=kind, state=State.BROKEN)
    [order] = decide(broken, policy=POLICY, now=NOW)
    later = replace(broken, orders={order.token: order})

    assert (order.do, order.because) == (Do.NOTIFY, "broken")
    assert ordered(later) == []


@pytest.mark.parametrize(
    "kind", [Kind.MODEL, Kind.PACKAGE, Kind.FEATURES, Kind.IMAGE, Kind.SCHEDULE, Kind.ALARM]
)
def test_other_things_are_recorded_and_that_is_all(kind: Kind) -> None:
    assert ordered(of_sagemaker("x", kind=kind, state=State.BROKEN)) == []


def test_a_block_is_told_once_for_each_reason_and_by_no_page() -> None:
    waits = ended(
        "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - too much",
        state=State.RUNNABLE,
        blocks_queue=True,
        facts=replace(OF_A_SIZE, deadline=NOW + timedelta(days=9)),
    )
    [first] = waits.timeline.values()
    again = replace(first, event_id="e2", at=NOW)
    told_twice = replace(waits, timeline={"e1": first, "e2": again})

    assert ordered(told_twice) == [(Do.NOTIFY, "stuck")]


def test_what_runs_or_succeeded_calls_for_nothing() -> None:
    assert ordered(ended(None, state=State.RUNNING)) == []
    assert ordered(ended(None, state=State.SUCCEEDED)) == []


def test_what_was_ordered_is_not_ordered_again() -> None:
    failed = ended(RECLAIMED)
    [order] = decide(failed, policy=POLICY, now=NOW)

    assert ordered(replace(failed, orders={order.token: order})) == []


def test_an_end_leads_to_one_job_in_its_place_even_if_more_is_learnt_of_it() -> None:
    failed = ended(RECLAIMED)
    [order] = decide(failed, policy=POLICY, now=NOW)
    learnt = replace(ended(EXITED, attempts=OUT_OF_MEMORY), orders={order.token: order})

    assert ordered(learnt) == []


def test_what_nobody_carries_out_is_told() -> None:
    failed = ended(RECLAIMED)
    [order] = decide(failed, policy=POLICY, now=NOW)
    refused = replace(order, progress=Progress.REFUSED, result="gone")
    record = replace(failed, orders={order.token: refused})

    assert ordered(record) == [(Do.NOTIFY, "spot-reclaimed")]
    assert telling(record, now=NOW) == decide(record, policy=POLICY, now=NOW)


@pytest.mark.parametrize("reason", [RECLAIMED, "millrace: go on on on-demand: x", "?"])
def test_the_token_is_the_same_for_the_same_end_told_in_another_event(reason: str) -> None:
    told = ended(reason)
    reconciled = ended(reason, event_id="reconciled-1", at=NOW)

    assert [order.token for order in decide(told, policy=POLICY, now=NOW)] == [
        order.token for order in decide(reconciled, policy=POLICY, now=NOW)
    ]


def test_an_end_from_the_archive_is_history() -> None:
    failed = ended(RECLAIMED)
    ends_at = failed.newest.at

    assert decide(failed, policy=POLICY, now=ends_at + timedelta(days=14)) != ()
    assert decide(failed, policy=POLICY, now=ends_at + timedelta(days=14, seconds=1)) == ()


def test_an_execution_that_is_not_run_again_is_told_of_by_its_stack_alone() -> None:
    failed = of_sagemaker(None, kind=Kind.EXECUTION, facts=Facts(status="Failed"))
    [order] = decide(failed, policy=POLICY, now=NOW)
    refused = replace(order, progress=Progress.REFUSED, result="Train for code failed")

    assert telling(replace(failed, orders={order.token: refused}), now=NOW) == []


def test_what_nobody_tells_of_capacity_the_instance_of_the_last_attempt_does() -> None:
    environments = {"arn:ce/gpu-on-demand": "on-demand"}
    fleet = replace(FLEETS.fleets[0], environments=environments)
    policy = replace(POLICY, fleets=Fleets(fleets=[fleet]))
    host = "arn:aws:ecs:r:1:container-instance/AWSBatch-gpu-on-demand-0a/1"
    lost = {1: attempt(RECLAIMED), 2: replace(attempt(RECLAIMED), host=host)}
    facts = replace(OF_A_SIZE, on_spot=None)

    assert ordered(ended(RECLAIMED, attempts=lost, facts=facts), policy) == [
        (Do.RETRY, "spot-reclaimed")
    ]


def test_a_gpu_grows_only_where_a_larger_one_is_sure() -> None:
    small, large = Size(14_000, 4, 1, 16), Size(60_000, 8, 1, 80)
    mixed = Size(70_000, 8, 1, 16)
    needs = {"memory_mib": 14_000, "vcpus": 4, "gpus": 1}

    def with_sizes(*sizes: Size) -> Fleets:
        return Fleets(fleets=[Fleet(name="gpu", queues={QUEUE: {}}, sizes=sizes)])

    assert with_sizes(small, large).larger_gpu(QUEUE, **needs) == large
    assert with_sizes(small, large, mixed).larger_gpu(QUEUE, **needs) is None
    assert with_sizes(small, small).larger_gpu(QUEUE, **needs) is None
    assert FLEETS.larger_gpu(QUEUE, **needs) is None


def test_a_fleet_tells_the_other_queue_and_what_an_instance_was() -> None:
    environments = {"arn:ce/gpu": "on-demand", "arn:ce/gpu-spot": "spot"}
    fleet = Fleet(name="gpu", queues={QUEUE: {"on_demand": ON_DEMAND}}, environments=environments)
    fleets = Fleets(fleets=[fleet])

    assert fleets.other(QUEUE, "on-demand") == ON_DEMAND
    assert fleets.other(QUEUE, "spot") is None
    assert fleets.is_spot("arn:aws:ecs:r:1:container-instance/AWSBatch-gpu-spot-0a/1") is True
    assert fleets.is_spot("arn:aws:ecs:r:1:container-instance/AWSBatch-gpu-0a/1") is False
    assert fleets.is_spot(None) is None


def test_kubernetes_jobs_are_told() -> None:
    failed = ended("BackoffLimitExceeded: x", service=Service.EKS, kind=Kind.POD_JOB, queue="")

    assert ordered(failed) == [(Do.NOTIFY, "code")]


def test_an_attempt_that_says_nothing_changes_nothing() -> None:
    assert ordered(ended(RECLAIMED, attempts={1: Attempt()})) == [(Do.ON_DEMAND, "spot-reclaimed")]
