"""Job definitions, and AWS's rules for them."""

from collections.abc import Mapping
from typing import Any

import pytest
from mypy_boto3_batch.type_defs import (
    ContainerPropertiesTypeDef,
    EvaluateOnExitTypeDef,
)

from tests.local_batch.desk import Desk, eventually, refused, resources
from tests.local_batch.fakes import EXECUTION_ROLE, JOB_ROLE

EC2 = resources("EC2", max_vcpus=8)
CONTAINER: ContainerPropertiesTypeDef = {
    "image": "an-image",
    "command": ["true"],
    "vcpus": 1,
    "memory": 100,
}


def test_job_definitions_have_revisions(desk: Desk) -> None:
    client = desk.client
    for _ in range(2):
        client.register_job_definition(
            jobDefinitionName="digits", type="container", containerProperties=CONTAINER
        )
    client.deregister_job_definition(jobDefinition="digits:1")
    third = client.register_job_definition(
        jobDefinitionName="digits", type="container", containerProperties=CONTAINER
    )
    seen = client.describe_job_definitions(jobDefinitionName="digits")["jobDefinitions"]

    assert third["jobDefinitionArn"].endswith(":job-definition/digits:3")
    assert [(one["revision"], one["status"]) for one in seen] == [
        (3, "ACTIVE"),
        (2, "ACTIVE"),
        (1, "INACTIVE"),
    ]


def test_job_definitions_are_found_by_name_arn_and_status(desk: Desk) -> None:
    client = desk.client
    arns = [
        client.register_job_definition(
            jobDefinitionName=name, type="container", containerProperties=CONTAINER
        )["jobDefinitionArn"]
        for name in ("digits", "digits", "iris")
    ]
    client.deregister_job_definition(jobDefinition=arns[1])

    def found(*references: str) -> set[str]:
        answer = client.describe_job_definitions(jobDefinitions=references)
        return {one["jobDefinitionArn"] for one in answer["jobDefinitions"]}

    assert found("digits") == set(arns[:2])
    assert found("digits:1", "iris") == {arns[0], arns[2]}
    assert found(arns[1]) == {arns[1]}
    active = client.describe_job_definitions(status="ACTIVE")["jobDefinitions"]
    assert {one["jobDefinitionArn"] for one in active} == {arns[0], arns[2]}


def test_a_job_takes_the_latest_active_revision(gpu_desk: Desk) -> None:
    gpu_desk.submit("raise SystemExit(1)")
    gpu_desk.submit("raise SystemExit(2)")
    gpu_desk.client.deregister_job_definition(jobDefinition="trial:2")
    job_id = gpu_desk.client.submit_job(jobName="j", jobQueue="gpu", jobDefinition="trial")["jobId"]

    assert gpu_desk.job(job_id)["jobDefinition"].endswith("/trial:1")
    with refused("no active job definition is called 'trial:2'"):
        gpu_desk.client.submit_job(jobName="j", jobQueue="gpu", jobDefinition="trial:2")


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"memory": 3}, "resourceRequirements MEMORY must be at least 4 MiB, got 3"),
        ({"vcpus": 0}, "resourceRequirements VCPU must be more than 0, got 0"),
        ({"resourceRequirements": [{"type": "GPU", "value": "0"}]}, "GPU must be at least 1"),
        ({"jobRoleArn": f"{JOB_ROLE}s"}, "jobRoleArn names no role"),
        ({"executionRoleArn": f"{EXECUTION_ROLE}s"}, "executionRoleArn names no role"),
        ({"environment": [{"name": "AWS_BATCH_X", "value": "1"}]}, "are reserved: AWS_BATCH_X"),
        ({"secrets": [{"name": "A", "valueFrom": "b"}]}, "executionRoleArn is required beside"),
        ({"logConfiguration": {"logDriver": "splunk"}}, "the log driver splunk: not served"),
    ],
)
def test_a_container_that_cannot_be_is_refused(
    desk: Desk, changes: Mapping[str, Any], because: str
) -> None:
    container: Any = {**CONTAINER, **changes}
    with refused(because):
        desk.client.register_job_definition(
            jobDefinitionName="wrong", type="container", containerProperties=container
        )


@pytest.mark.parametrize(
    ("attempts", "rules", "because"),
    [
        (11, [], "attempts must lie between 1 and 10, got 11"),
        (3, [{"action": "EXIT"}], "needs onStatusReason, onReason or onExitCode"),
        (3, [{"onReason": "*", "action": "EXIT"}] * 6, "at most 5 entries, got 6"),
        (3, [{"onStatusReason": "Host EC2 (*", "action": "EXIT"}], "got 'Host EC2 (*'"),
        (3, [{"onExitCode": "1?", "action": "EXIT"}], "onExitCode must be digits"),
    ],
)
def test_a_retry_strategy_that_cannot_be_is_refused(
    desk: Desk, attempts: int, rules: list[EvaluateOnExitTypeDef], because: str
) -> None:
    with refused(because):
        desk.client.register_job_definition(
            jobDefinitionName="wrong",
            type="container",
            containerProperties=CONTAINER,
            retryStrategy={"attempts": attempts, "evaluateOnExit": rules},
        )


def test_a_timeout_below_a_minute_is_refused(gpu_desk: Desk) -> None:
    with refused("attemptDurationSeconds must be at least 60, got 59"):
        gpu_desk.submit("pass", timeout_s=59)


def test_kept_but_not_enforced_properties_are_named_in_a_warning(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.client.register_job_definition(
        jobDefinitionName="careful",
        type="container",
        containerProperties={**CONTAINER, "privileged": True, "user": "nobody"},
    )

    eventually(lambda: "not enforced here: privileged, user" in caplog.text, "the warning")
