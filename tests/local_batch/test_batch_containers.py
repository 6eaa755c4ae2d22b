"""What a container is given: volumes, limits, secrets, and a root that it cannot write to."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from local.batch.aws_secrets import AwsSecrets
from local.batch.launching import Launcher
from local.batch.secret_values import SecretRefusedError
from tests.local_batch.desk import Desk, eventually, refused, resources
from tests.local_batch.fakes import EXECUTION_ROLE, FakeAccount, FakeLogs, FakeSecrets

TMP = "/tmp"  # noqa: S108 - in the container
EFS = {"fileSystemId": "fs-0123456789abcdef0"}
POINT = {"transitEncryption": "ENABLED", "authorizationConfig": {"accessPointId": "fsap-1"}}


def volume(name: str, path: str, *, read_only: bool = False, **its: Any) -> dict[str, Any]:
    point = {"sourceVolume": name, "containerPath": path, "readOnly": read_only}
    return {"volumes": [{"name": name, **its}], "mountPoints": [point]}


@pytest.fixture
def mounts(account: FakeAccount) -> None:
    if not Launcher(account.context.python).has_mounts:
        pytest.skip("this machine allows no mount namespaces")


def ran(desk: Desk, logs: FakeLogs, script: str, more: Any) -> list[str]:
    """What a job with such a container printed."""
    desk.define(script, needs=(1, 500, 0), more=more)
    job_id = desk.client.submit_job(jobName="j", jobQueue="gpu", jobDefinition="trial")["jobId"]
    job = desk.wait_to_end(job_id)
    said = logs.lines.get(job["container"].get("logStreamName", ""), [])
    assert job["status"] == "SUCCEEDED", (job, said)
    return said


WRITE = "open('{0}/left', 'w').write('x'); import os; print(os.listdir('{0}'))"
LIST = "import os; print(os.listdir('{0}'))"


@pytest.mark.usefixtures("mounts")
def test_a_volume_of_the_instance_is_empty_and_goes_with_the_job(
    gpu_desk: Desk, logs: FakeLogs, account: FakeAccount
) -> None:
    scratch = volume("scratch", "/scratch", host={"sourcePath": "/scratch"})
    for _ in range(2):
        assert ran(gpu_desk, logs, WRITE.format("/scratch"), scratch) == ["['left']"]

    assert not Path("/scratch").exists()
    assert not list((account.scratch / "batch").iterdir())


@pytest.mark.usefixtures("mounts")
@pytest.mark.parametrize(
    "shared",
    [
        volume("efs", "/mnt/efs", efsVolumeConfiguration=EFS),
        volume("efs", "/mnt/efs", efsVolumeConfiguration={**EFS, **POINT}),
        volume("lustre", "/mnt/efs", host={"sourcePath": "/lustre"}),
    ],
)
def test_jobs_share_a_network_file_system(
    gpu_desk: Desk, logs: FakeLogs, shared: Mapping[str, Any]
) -> None:
    ran(gpu_desk, logs, WRITE.format("/mnt/efs"), shared)

    assert ran(gpu_desk, logs, LIST.format("/mnt/efs"), shared) == ["['left']"]
    assert not Path("/mnt/efs").exists()


@pytest.mark.usefixtures("mounts")
def test_an_access_point_is_the_folder_of_the_file_system_where_it_begins(
    gpu_desk: Desk, logs: FakeLogs
) -> None:
    point = volume("efs", "/mnt/efs", efsVolumeConfiguration={**EFS, **POINT})
    ran(gpu_desk, logs, WRITE.format("/mnt/efs"), point)

    whole = volume("efs", "/mnt/efs", efsVolumeConfiguration=EFS)
    assert ran(gpu_desk, logs, LIST.format("/mnt/efs/teams/vision"), whole) == ["['left']"]


@pytest.mark.usefixtures("mounts")
def test_two_file_systems_are_two(gpu_desk: Desk, logs: FakeLogs) -> None:
    one = volume("efs", "/mnt/efs", efsVolumeConfiguration=EFS)
    other = volume("efs", "/mnt/efs", efsVolumeConfiguration={"fileSystemId": "fs-1"})
    inside = volume("efs", "/mnt/efs", efsVolumeConfiguration={**EFS, "rootDirectory": "/a/b"})
    ran(gpu_desk, logs, WRITE.format("/mnt/efs"), one)

    assert ran(gpu_desk, logs, LIST.format("/mnt/efs"), other) == ["[]"]
    assert ran(gpu_desk, logs, LIST.format("/mnt/efs"), inside) == ["[]"]


CANNOT_WRITE = """
import os
for place in {0!r}:
    try:
        open(place + '/left', 'w')
    except OSError as error:
        print(place if place.startswith('/mnt') else 'root', error.strerror)
"""


@pytest.mark.usefixtures("mounts")
def test_a_volume_may_be_read_only(gpu_desk: Desk, logs: FakeLogs) -> None:
    efs = volume("efs", "/mnt/efs", read_only=True, efsVolumeConfiguration=EFS)

    said = ran(gpu_desk, logs, CANNOT_WRITE.format(["/mnt/efs"]), efs)
    assert said == ["/mnt/efs Read-only file system"]


@pytest.mark.usefixtures("mounts")
def test_a_read_only_root_leaves_only_volumes_to_write_to(gpu_desk: Desk, logs: FakeLogs) -> None:
    places = ["/", "/usr", "/var", "."]
    script = f"{CANNOT_WRITE.format(places)}\nimport tempfile; print(tempfile.mkstemp()[1][:5])"
    more = {"readonlyRootFilesystem": True, **volume("tmp", TMP, host={})}

    said = ran(gpu_desk, logs, script, more)
    assert said == ["root Read-only file system"] * len(places) + [f"{TMP}/"]


@pytest.mark.usefixtures("mounts")
def test_shared_memory_and_tmpfs_have_the_size_asked_for(gpu_desk: Desk, logs: FakeLogs) -> None:
    script = (
        "import os\nfor path in ('/dev/shm', '/fast'):\n"
        "    seen = os.statvfs(path)\n    print(seen.f_blocks * seen.f_frsize // 2**20)"
    )
    linux = {"sharedMemorySize": 96, "tmpfs": [{"containerPath": "/fast", "size": 32}]}

    assert ran(gpu_desk, logs, script, {"linuxParameters": linux}) == ["96", "32"]


@pytest.mark.usefixtures("mounts")
def test_a_command_that_is_not_there_is_told_as_ever(gpu_desk: Desk) -> None:
    gpu_desk.define(["no-such-program"], more={"readonlyRootFilesystem": True})
    job_id = gpu_desk.client.submit_job(jobName="j", jobQueue="gpu", jobDefinition="trial")["jobId"]
    job = gpu_desk.wait_to_end(job_id)

    assert job["container"]["reason"].startswith("CannotStartContainerError: ")


def test_without_mount_namespaces_what_jobs_share_is_refused_and_the_rest_goes_without(
    gpu_desk: Desk, logs: FakeLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Launcher, "has_mounts", False)
    more: Any = volume("efs", "/mnt/efs", efsVolumeConfiguration=EFS)
    gpu_desk.define("pass", more=more)
    job_id = gpu_desk.client.submit_job(jobName="j", jobQueue="gpu", jobDefinition="trial")["jobId"]
    job = gpu_desk.wait_to_end(job_id)

    assert job["statusReason"] == "Task failed to start"
    assert "which the mount points /mnt/efs need" in job["container"]["reason"]
    temporary = {"readonlyRootFilesystem": True, **volume("tmp", TMP, host={})}
    assert ran(gpu_desk, logs, "print('ran')", temporary) == ["ran"]


def test_limits_are_set(gpu_desk: Desk, logs: FakeLogs) -> None:
    limits = [
        {"name": "nofile", "softLimit": 123, "hardLimit": 234},
        {"name": "core", "softLimit": 0, "hardLimit": 0},
    ]
    script = (
        "import resource\nfor kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_CORE):\n"
        "    print(*resource.getrlimit(kind))"
    )

    assert ran(gpu_desk, logs, script, {"ulimits": limits}) == ["123 234", "0 0"]


def test_a_secret_is_read_by_the_execution_role_and_is_nowhere_but_in_the_environment(
    gpu_desk: Desk, logs: FakeLogs, secrets: FakeSecrets, account: FakeAccount
) -> None:
    arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:key-AbCdEf"
    secrets.values[arn] = "s3cret"
    more = {
        "secrets": [{"name": "KEY", "valueFrom": arn}],
        "executionRoleArn": EXECUTION_ROLE,
        "environment": [{"name": "KEY", "value": "plain"}],
    }

    assert ran(gpu_desk, logs, "import os; print(os.environ['KEY'])", more) == ["s3cret"]
    assert secrets.read_by == ["execution"]
    assert "s3cret" not in str(account.events)


def test_a_secret_that_may_not_be_read_keeps_a_job_from_starting(gpu_desk: Desk) -> None:
    more: Any = {
        "secrets": [{"name": "KEY", "valueFrom": "arn:secret"}],
        "executionRoleArn": EXECUTION_ROLE,
    }
    gpu_desk.define("pass", more=more)
    job_id = gpu_desk.client.submit_job(jobName="j", jobQueue="gpu", jobDefinition="trial")["jobId"]
    job = gpu_desk.wait_to_end(job_id)

    assert job["statusReason"].startswith("ResourceInitializationError: unable to pull secrets")
    assert "arn:secret: not authorized" in job["statusReason"]


def test_a_secret_store_that_is_not_there_refuses() -> None:
    store = AwsSecrets("http://127.0.0.1:1", "us-east-1")
    keys = dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"), "x")
    with pytest.raises(SecretRefusedError, match="Could not connect to the endpoint"):
        store.read("/a/parameter", keys)


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"mountPoints": [{"sourceVolume": "a"}]}, "mountPoints: no volume is called 'a'"),
        (volume("a", "b"), "containerPath must be absolute, got 'b'"),
        ({"volumes": [{"name": "a"}, {"name": "a"}]}, "volumes names a volume twice"),
        (
            volume(
                "a", "/a", efsVolumeConfiguration={**EFS, "authorizationConfig": {"iam": "ENABLED"}}
            ),
            "transitEncryption must be ENABLED beside authorizationConfig",
        ),
        (
            volume("a", "/a", efsVolumeConfiguration={**EFS, **POINT, "rootDirectory": "/b"}),
            "rootDirectory must be / beside an access point",
        ),
        (
            {"ulimits": [{"name": "files", "softLimit": 1, "hardLimit": 1}]},
            "ulimits: name must be one of core, ",
        ),
        (
            {"ulimits": [{"name": "nofile", "softLimit": 2, "hardLimit": 1}]},
            "ulimits nofile: softLimit 2 is above hardLimit 1",
        ),
    ],
)
def test_what_a_container_cannot_have_is_refused(desk: Desk, more: Any, because: str) -> None:
    with refused(because):
        desk.define("pass", more=more)


def fargate(desk: Desk, vcpus: str, memory: str, more: Mapping[str, Any]) -> str:
    container: Any = {
        "image": "an-image",
        "command": ["true"],
        "executionRoleArn": EXECUTION_ROLE,
        "resourceRequirements": [
            {"type": "VCPU", "value": vcpus},
            {"type": "MEMORY", "value": memory},
        ],
        **more,
    }
    return desk.client.register_job_definition(
        jobDefinitionName="task",
        type="container",
        platformCapabilities=["FARGATE"],
        containerProperties=container,
    )["jobDefinitionArn"]


@pytest.mark.parametrize(
    ("vcpus", "memory", "more", "because"),
    [
        ("0.25", "4096", {}, "no Fargate task has 0.25 vCPU and 4096 MiB; vCPU: 0.25, 0.5, 1,"),
        ("3", "8192", {}, "no Fargate task has 3 vCPU and 8192 MiB"),
        ("1", "2048", {"privileged": True}, "privileged is not for the platform FARGATE"),
        ("1", "2048", {"linuxParameters": {"sharedMemorySize": 64}}, "sharedMemorySize is not for"),
        ("1", "2048", volume("a", "/a", host={"sourcePath": "/a"}), "sourcePath is not for"),
    ],
)
def test_what_fargate_has_not_is_refused(
    desk: Desk, vcpus: str, memory: str, more: Mapping[str, Any], because: str
) -> None:
    with refused(because):
        fargate(desk, vcpus, memory, more)


def test_an_interrupted_fargate_spot_task_says_so(desk: Desk) -> None:
    desk.add_environment("tasks", resources("FARGATE_SPOT", max_vcpus=4))
    desk.add_queue("gpu", "tasks")
    definition = fargate(desk, "1", "2048", {"command": ["sleep", "60"]})
    job_id = desk.client.submit_job(jobName="t", jobQueue="gpu", jobDefinition=definition)["jobId"]
    desk.wait(job_id, "RUNNING")
    desk.say("POST", "reclaim", {"jobId": job_id, "noticeSeconds": 0, "graceSeconds": 0})
    desk.wait_to_end(job_id)

    eventually(
        lambda: desk.job(job_id)["statusReason"] == "Your Spot Task was interrupted.", "it says so"
    )
