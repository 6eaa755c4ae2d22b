"""What an instance does at its start: scratch on its own disks, and one metric for its GPUs."""

import email
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import aws_cdk as cdk
import pytest

from constructs_lib.batch.user_data import FleetName, LustreMount, user_data

SCRIPTS = Path(__file__).parents[3] / "constructs_lib" / "batch" / "scripts"
NAME = FleetName(environment="dev", fleet="gpu")
MOST = 16 * 1024

RECORDS = 'echo "$(basename "$0") $*" >> "$CALLS"\n'
"""What every tool of the host does here, instead of doing it to a disk."""


@pytest.fixture(scope="module")
def archive() -> str:
    """As EC2 gets it, with all that a fleet may have."""
    lustre = LustreMount(host="fs-1.fsx.us-east-1.amazonaws.com", mount_name="abcdef")
    stack = cdk.Stack(cdk.App(), "Alone")
    rendered = stack.resolve(user_data(NAME, has_gpus=True, lustre=lustre).render())
    assert isinstance(rendered, str)
    return rendered


def parts_of(archive: str) -> list[str]:
    message = email.message_from_string(archive)
    assert message.get_content_type() == "multipart/mixed"
    parts = [part for part in message.walk() if not part.is_multipart()]
    assert {part.get_content_type() for part in parts} == {"text/x-shellscript"}
    return [str(part.get_payload()) for part in parts]


def test_it_is_a_mime_archive_of_scripts(archive: str) -> None:
    parts = parts_of(archive)
    assert len(parts) == 4
    assert all(part.startswith("#!/bin/bash\n") for part in parts)


def test_it_is_small_enough_for_ec2_and_what_aws_batch_adds(archive: str) -> None:
    assert len(archive.encode()) < MOST // 2


def test_it_is_plain_ascii_as_it_says(archive: str) -> None:
    assert archive.isascii()


def test_a_fleet_without_gpus_and_files_does_without_theirs() -> None:
    rendered = user_data(NAME, has_gpus=False, lustre=None).render()
    assert "cloudwatch" not in rendered
    assert "lustre" not in rendered


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.sh")), ids=lambda path: path.stem)
def test_bash_can_read_it(script: Path) -> None:
    subprocess.run(["bash", "-n", str(script)], check=True)


def ran(tmp_path: Path, script: str, tools: Mapping[str, str], **values: str) -> list[str]:
    """The calls that it made of the host's tools, none of which are the real ones."""
    folder, calls = tmp_path / "tools", tmp_path / "calls"
    folder.mkdir()
    calls.touch()
    for name, answer in tools.items():
        tool = folder / name
        tool.write_text(f"#!/bin/bash\n{RECORDS}{answer}\n")
        tool.chmod(0o755)
    subprocess.run(
        ["bash", str(SCRIPTS / f"{script}.sh")],
        check=True,
        capture_output=True,
        env={"PATH": f"{folder}:{os.defpath}", "CALLS": str(calls), **values},
    )
    return calls.read_text().splitlines()


def disks(count: int, *, more: str = "") -> str:
    model = "Amazon EC2 NVMe Instance Storage"
    own = "\n".join(f"/dev/nvme{n}n1 {model}" for n in range(1, count + 1))
    return f"cat <<END\n/dev/nvme0n1 Amazon Elastic Block Store\n{own}\n{more}\nEND"


HOST = {"mdadm": "", "mkfs.xfs": "", "mount": "", "dnf": ""}


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    return tmp_path / "scratch"


def test_two_disks_or_more_are_striped(tmp_path: Path, scratch: Path) -> None:
    calls = ran(tmp_path, "scratch", {**HOST, "lsblk": disks(2)}, SCRATCH=str(scratch))
    assert calls[1:] == [
        (
            "mdadm --create /dev/md/scratch --run --force --level=0 --raid-devices=2 "
            "/dev/nvme1n1 /dev/nvme2n1"
        ),
        "mkfs.xfs -f -q /dev/md/scratch",
        f"mount -o noatime,discard /dev/md/scratch {scratch}",
    ]


def test_one_disk_needs_no_stripes(tmp_path: Path, scratch: Path) -> None:
    calls = ran(tmp_path, "scratch", {**HOST, "lsblk": disks(1)}, SCRATCH=str(scratch))
    assert calls[1:] == [
        "mkfs.xfs -f -q /dev/nvme1n1",
        f"mount -o noatime,discard /dev/nvme1n1 {scratch}",
    ]


def test_without_disks_it_is_a_folder_and_the_root_volume_stays_as_it_is(
    tmp_path: Path, scratch: Path
) -> None:
    calls = ran(tmp_path, "scratch", {**HOST, "lsblk": disks(0)}, SCRATCH=str(scratch))
    assert [call.split()[0] for call in calls] == ["lsblk"]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_every_job_may_write_into_it_and_remove_only_its_own(
    tmp_path: Path, scratch: Path, count: int
) -> None:
    ran(tmp_path, "scratch", {**HOST, "lsblk": disks(count)}, SCRATCH=str(scratch))
    assert scratch.stat().st_mode & 0o7777 == 0o1777


def test_disks_that_cannot_be_striped_leave_a_folder(tmp_path: Path, scratch: Path) -> None:
    broken = {**HOST, "lsblk": disks(2), "mdadm": "exit 1"}
    calls = ran(tmp_path, "scratch", broken, SCRATCH=str(scratch))
    assert not any(call.startswith(("mkfs", "mount")) for call in calls)
    assert scratch.is_dir()


def test_one_metric_for_the_whole_fleet_is_published(tmp_path: Path) -> None:
    agent = tmp_path / "agent"
    control = agent / "bin" / "amazon-cloudwatch-agent-ctl"
    control.parent.mkdir(parents=True)
    control.write_text(f"#!/bin/bash\n{RECORDS}")
    control.chmod(0o755)
    values = {"ENVIRONMENT": "dev", "FLEET": "gpu", "NAMESPACE": "Millrace/Instances"}

    calls = ran(tmp_path, "gpu_metrics", {"dnf": ""}, AGENT_FOLDER=str(agent), **values)

    assert calls[0] == "dnf install -y -q amazon-cloudwatch-agent"
    assert calls[1].endswith(f"-c file:{agent}/etc/fleet.json")
    metrics = json.loads((agent / "etc" / "fleet.json").read_text())["metrics"]
    gpu = metrics["metrics_collected"]["nvidia_gpu"]
    assert metrics["namespace"] == "Millrace/Instances"
    assert metrics["aggregation_dimensions"] == [["Environment", "Fleet"]]
    assert gpu["append_dimensions"] == {"Environment": "dev", "Fleet": "gpu"}
    assert gpu["drop_original_metrics"] == gpu["measurement"]
    assert "utilization_gpu" in gpu["measurement"]


def test_an_instance_without_the_agent_takes_jobs_all_the_same(tmp_path: Path) -> None:
    calls = ran(tmp_path, "gpu_metrics", {"dnf": "exit 1"})
    assert len(calls) == 1


LUSTRE = {"LUSTRE_HOST": "fs-1", "LUSTRE_NAME": "abc", "PAUSE": "0"}


def test_lustre_is_mounted(tmp_path: Path) -> None:
    where = str(tmp_path / "lustre")
    calls = ran(tmp_path, "lustre", HOST, LUSTRE=where, **LUSTRE)
    assert calls == [
        "dnf install -y -q lustre-client",
        f"mount -t lustre -o noatime,flock fs-1@tcp:/abc {where}",
    ]


def test_what_cannot_be_mounted_is_no_empty_folder_that_a_job_would_read(tmp_path: Path) -> None:
    where = tmp_path / "lustre"
    calls = ran(tmp_path, "lustre", {**HOST, "mount": "exit 1"}, LUSTRE=str(where), **LUSTRE)
    assert sum(call.startswith("mount") for call in calls) == 5
    assert where.stat().st_mode & 0o777 == 0


def test_multi_node_jobs_do_not_get_the_role_of_their_instance(tmp_path: Path) -> None:
    config = tmp_path / "ecs.config"
    config.write_text("ECS_CLUSTER=ours\n")
    ran(tmp_path, "isolation", {}, ECS_CONFIG=str(config))
    assert config.read_text() == "ECS_CLUSTER=ours\nECS_AWSVPC_BLOCK_IMDS=true\n"
