"""Job queues, and AWS's rules for them."""

import pytest

from tests.local_batch.desk import Desk, refused, resources

SPOT = resources("SPOT", max_vcpus=8)
EC2 = resources("EC2", max_vcpus=8)
FARGATE = resources("FARGATE", max_vcpus=8)


def test_a_name_is_given_once(gpu_desk: Desk) -> None:
    with refused("a compute environment is called 'spot' already"):
        gpu_desk.add_environment("spot", SPOT)
    with refused("a job queue is called 'gpu' already"):
        gpu_desk.add_queue("gpu", "spot")


@pytest.mark.parametrize(
    ("environments", "because"),
    [
        ([], "must name 1 to 3 compute environments, got 0"),
        (["a", "b", "c", "d"], "must name 1 to 3 compute environments, got 4"),
        (["a", "a"], "names a compute environment twice"),
        (["a", "tasks"], "must not mix Fargate and EC2"),
        (["nobody"], "no compute environment is called 'nobody'"),
    ],
)
def test_a_queue_on_the_wrong_environments_is_refused(
    desk: Desk, environments: list[str], because: str
) -> None:
    for name in ("a", "b", "c", "d"):
        desk.add_environment(name, EC2)
    desk.add_environment("tasks", FARGATE)

    with refused(because):
        desk.add_queue("gpu", *environments)


def test_things_go_in_the_order_that_aws_wants(gpu_desk: Desk) -> None:
    client = gpu_desk.client
    with refused("spot must be DISABLED before it is deleted"):
        client.delete_compute_environment(computeEnvironment="spot")
    client.update_compute_environment(computeEnvironment="spot", state="DISABLED")
    with refused("Cannot delete, found existing JobQueue relationship: gpu"):
        client.delete_compute_environment(computeEnvironment="spot")
    with refused("gpu must be DISABLED before it is deleted"):
        client.delete_job_queue(jobQueue="gpu")

    client.update_job_queue(jobQueue="gpu", state="DISABLED")
    client.delete_job_queue(jobQueue="gpu")
    client.delete_compute_environment(computeEnvironment="spot")

    assert client.describe_job_queues()["jobQueues"] == []
    [left] = client.describe_compute_environments()["computeEnvironments"]
    assert left["computeEnvironmentName"] == "on-demand"


def test_a_deleted_queue_takes_its_jobs_with_it(gpu_desk: Desk) -> None:
    jobs = [gpu_desk.submit("import time; time.sleep(60)") for _ in range(5)]
    gpu_desk.wait(jobs[0], "RUNNING")
    gpu_desk.client.update_job_queue(jobQueue="gpu", state="DISABLED")
    gpu_desk.client.delete_job_queue(jobQueue="gpu")

    for job_id in jobs:
        assert gpu_desk.wait_to_end(job_id)["statusReason"] == "the job queue gpu was deleted"


def test_a_disabled_queue_takes_no_jobs(gpu_desk: Desk) -> None:
    gpu_desk.client.update_job_queue(jobQueue="gpu", state="DISABLED")
    with refused("the job queue gpu is DISABLED and takes no jobs"):
        gpu_desk.submit("pass")


def test_an_arn_of_another_account_is_refused(gpu_desk: Desk) -> None:
    other = "arn:aws:batch:us-east-1:111122223333:job-queue/gpu"
    gpu_desk.submit("pass")
    with refused(f"got '{other}'"):
        gpu_desk.client.submit_job(jobName="j", jobQueue=other, jobDefinition="trial")
