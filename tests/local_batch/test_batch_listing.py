"""What can be asked about jobs, and what is left to a later day."""

from tests.local_batch.desk import Desk, refused


def test_what_comes_later_is_refused_by_name(gpu_desk: Desk) -> None:
    gpu_desk.submit("pass")
    with refused("a job with ecsPropertiesOverride: not served by the local account yet"):
        gpu_desk.client.submit_job(
            jobName="many", jobQueue="gpu", jobDefinition="trial", ecsPropertiesOverride={}
        )
    with refused("ListConsumableResources is not served by the local account yet"):
        gpu_desk.client.list_consumable_resources()


def test_jobs_are_listed_by_status_newest_first_and_in_pages(gpu_desk: Desk) -> None:
    jobs = [gpu_desk.submit("pass") for _ in range(3)]
    for job_id in jobs:
        gpu_desk.wait_to_end(job_id)
    pages = gpu_desk.client.get_paginator("list_jobs").paginate(
        jobQueue="gpu", jobStatus="SUCCEEDED", PaginationConfig={"PageSize": 2}
    )
    sizes_and_ids = [[one["jobId"] for one in page["jobSummaryList"]] for page in pages]

    assert sizes_and_ids == [[jobs[2], jobs[1]], [jobs[0]]]
    assert gpu_desk.client.list_jobs(jobQueue="gpu")["jobSummaryList"] == []


def test_jobs_are_listed_by_a_filter_whatever_their_status(gpu_desk: Desk) -> None:
    job_id = gpu_desk.submit("pass")
    found = gpu_desk.client.list_jobs(
        jobQueue="gpu", filters=[{"name": "JOB_NAME", "values": ["tri*"]}]
    )
    with refused("a filter must be one of JOB_NAME, "):
        gpu_desk.client.list_jobs(jobQueue="gpu", filters=[{"name": "NAME", "values": ["x"]}])

    assert [one["jobId"] for one in found["jobSummaryList"]] == [job_id]


def test_everything_carries_tags(gpu_desk: Desk) -> None:
    client = gpu_desk.client
    job = gpu_desk.job(gpu_desk.submit("pass"))
    [environment, *_] = client.describe_compute_environments()["computeEnvironments"]
    arns = [
        job["jobArn"],
        job["jobQueue"],
        job["jobDefinition"],
        environment["computeEnvironmentArn"],
    ]
    for arn in arns:
        client.tag_resource(resourceArn=arn, tags={"team": "vision", "cost": "1"})
        client.untag_resource(resourceArn=arn, tagKeys=["cost"])

        assert client.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "vision"}
    with refused("nothing that can be tagged has the ARN 'arn:aws:batch:x'"):
        client.list_tags_for_resource(resourceArn="arn:aws:batch:x")


def test_a_job_that_nobody_knows_is_not_described(gpu_desk: Desk) -> None:
    assert gpu_desk.client.describe_jobs(jobs=["nobody"])["jobs"] == []
    with refused("no job has the id 'nobody'"):
        gpu_desk.client.terminate_job(jobId="nobody", reason="none")
