"""Where a job runs: the environments of its queue in order, each for as long as it has room."""

from dataclasses import replace

import pytest

from tests.local_batch.conftest import QUICK
from tests.local_batch.desk import Desk, eventually, resources
from tests.local_batch.fakes import FakeAccount, FakeLogs

FOREVER = "import time; time.sleep(60)"
TOO_LARGE = "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT"


def environment_of(desk: Desk, job_id: str) -> str:
    _, seen = desk.say("GET", "instances")
    [name] = [one["computeEnvironment"] for one in seen["instances"] if job_id in one["jobIds"]]
    return str(name)


def test_what_the_first_environment_has_no_room_for_goes_to_the_next(gpu_desk: Desk) -> None:
    jobs = [gpu_desk.submit(FOREVER) for _ in range(3)]
    for job_id in jobs:
        gpu_desk.wait(job_id, "RUNNING")

    assert [environment_of(gpu_desk, one) for one in jobs] == ["spot", "spot", "on-demand"]


def test_without_spot_capacity_jobs_go_on_demand(gpu_desk: Desk) -> None:
    gpu_desk.say("POST", "capacity", {"available": False})
    job_id = gpu_desk.submit(FOREVER)
    gpu_desk.wait(job_id, "RUNNING")

    assert environment_of(gpu_desk, job_id) == "on-demand"


def test_without_spot_capacity_and_fallback_a_job_waits_until_there_is_some(desk: Desk) -> None:
    desk.add_environment("spot", resources("SPOT", max_vcpus=8))
    desk.add_queue("gpu", "spot")
    desk.say("POST", "capacity", {"available": False})
    job_id = desk.submit("pass")
    eventually(
        lambda: desk.job(job_id).get("statusReason", "").startswith("CAPACITY:"),
        "the job says why it waits",
    )

    assert desk.job(job_id)["status"] == "RUNNABLE"
    assert desk.job(job_id)["statusReason"].endswith("for instance type [g4dn.xlarge]")
    desk.say("POST", "capacity", {"available": True})
    assert desk.wait_to_end(job_id)["status"] == "SUCCEEDED"


@pytest.mark.parametrize(
    ("needs", "reason"),
    [
        ((4, 10**6, 1), TOO_LARGE),
        ((4, 1000, 8), TOO_LARGE),
        ((40, 1000, 4), "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE"),
    ],
)
def test_a_job_that_fits_nowhere_stays_runnable_and_says_so(
    desk: Desk, account: FakeAccount, needs: tuple[float, int, int], reason: str
) -> None:
    types = ["g4dn.xlarge", "g4dn.12xlarge"]
    desk.add_environment("spot", resources("SPOT", max_vcpus=8, instance_types=types))
    desk.add_queue("gpu", "spot")
    job_id = desk.submit("pass", needs=needs)
    eventually(
        lambda: desk.job(job_id).get("statusReason", "").startswith(f"{reason} - "),
        "the job says why it waits",
    )

    assert desk.job(job_id)["status"] == "RUNNABLE"
    eventually(
        lambda: any(one.detail_type == "Batch Job Queue Blocked" for one in account.events),
        "the bus is told",
    )


def test_a_job_that_fits_nowhere_blocks_those_behind_it_until_it_is_cancelled(
    gpu_desk: Desk,
) -> None:
    large = gpu_desk.submit("pass", needs=(1, 10**6, 0))
    small = gpu_desk.submit("pass")
    gpu_desk.wait(small, "RUNNABLE")
    gpu_desk.client.cancel_job(jobId=large, reason="too large")

    assert gpu_desk.wait_to_end(small)["status"] == "SUCCEEDED"
    assert gpu_desk.job(small)["startedAt"] >= gpu_desk.job(large)["stoppedAt"]


@pytest.mark.parametrize("pace", [replace(QUICK, second_s=0.0005)])
def test_a_time_limit_of_the_queue_cancels_what_blocks_it(gpu_desk: Desk) -> None:
    gpu_desk.client.update_job_queue(
        jobQueue="gpu",
        jobStateTimeLimitActions=[
            {"reason": TOO_LARGE, "state": "RUNNABLE", "maxTimeSeconds": 600, "action": "CANCEL"}
        ],
    )
    job_id = gpu_desk.submit("pass", needs=(1, 10**6, 0))
    job = gpu_desk.wait_to_end(job_id)

    assert job["status"] == "FAILED"
    assert job["stoppedAt"] - job["createdAt"] >= 300
    assert job["statusReason"] == (
        f"Canceled by JobStateTimeLimit action due to reason: {TOO_LARGE}"
    )


def test_a_job_that_only_waits_for_others_gives_no_reason(desk: Desk) -> None:
    desk.add_environment("spot", resources("SPOT", max_vcpus=4))
    desk.add_queue("gpu", "spot")
    desk.wait(desk.submit(FOREVER), "RUNNING")
    job_id = desk.submit(FOREVER)
    desk.wait(job_id, "RUNNABLE")
    desk.say("POST", "capacity", {"available": False})
    eventually(lambda: "statusReason" in desk.job(job_id), "the job says why it waits")
    desk.say("POST", "capacity", {"available": True})

    eventually(lambda: "statusReason" not in desk.job(job_id), "there is no reason any more")
    assert desk.job(job_id)["status"] == "RUNNABLE"


def test_small_jobs_share_an_instance(gpu_desk: Desk) -> None:
    jobs = [gpu_desk.submit(FOREVER, needs=(2, 1000, 0)) for _ in range(2)]
    for job_id in jobs:
        gpu_desk.wait(job_id, "RUNNING")
    _, seen = gpu_desk.say("GET", "instances")

    assert [set(one["jobIds"]) for one in seen["instances"]] == [set(jobs)]


def test_the_smallest_instance_that_fits_is_taken(desk: Desk) -> None:
    types = ["g4dn.12xlarge", "g4dn.xlarge", "m6i.large"]
    desk.add_environment("mixed", resources("EC2", max_vcpus=64, instance_types=types))
    desk.add_queue("gpu", "mixed")
    for job_id in [desk.submit(FOREVER, needs=(2, 1000, gpus)) for gpus in (0, 1, 4)]:
        desk.wait(job_id, "RUNNING")
    _, seen = desk.say("GET", "instances")

    assert [one["instanceType"] for one in seen["instances"]] == [
        "m6i.large",
        "g4dn.xlarge",
        "g4dn.12xlarge",
    ]


def test_an_instance_without_jobs_is_gone(gpu_desk: Desk) -> None:
    gpu_desk.wait_to_end(gpu_desk.submit("pass"))

    assert gpu_desk.say("GET", "instances") == (200, {"instances": []})


def test_a_disabled_environment_gets_no_new_jobs(gpu_desk: Desk) -> None:
    gpu_desk.client.update_compute_environment(computeEnvironment="spot", state="DISABLED")
    job_id = gpu_desk.submit(FOREVER)
    gpu_desk.wait(job_id, "RUNNING")

    assert environment_of(gpu_desk, job_id) == "on-demand"


def test_a_fargate_job_runs_on_no_instance(desk: Desk, logs: FakeLogs) -> None:
    desk.add_environment("tasks", resources("FARGATE", max_vcpus=4))
    desk.add_queue("tasks", "tasks")
    desk.client.register_job_definition(
        jobDefinitionName="task",
        type="container",
        platformCapabilities=["FARGATE"],
        containerProperties={
            "image": "an-image",
            "command": ["true"],
            "executionRoleArn": "arn:aws:iam::000000000000:role/execution",
            "resourceRequirements": [
                {"type": "VCPU", "value": "0.25"},
                {"type": "MEMORY", "value": "512"},
            ],
        },
    )
    job_id = desk.client.submit_job(jobName="task", jobQueue="tasks", jobDefinition="task")["jobId"]
    job = desk.wait_to_end(job_id)

    assert job["status"] == "SUCCEEDED"
    assert "containerInstanceArn" not in job["container"]
    assert logs.opened_by == ["execution"]
