"""A wrong environment file is refused: what Fargate does not have."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, load, said

CASES = {
    "it has no vCPUs": Case(
        (
            "spot_max_vcpus: 4\n    on_demand_max_vcpus: 4",
            "spot_max_vcpus: 0\n    on_demand_max_vcpus: 0",
        ),
        "dev.yaml:90: fargate.glue.on_demand_max_vcpus: spot_max_vcpus or on_demand_max_vcpus "
        "must be more than 0, given 0",
    ),
    "it has a disk": Case(
        ("    queues: {slow: 1}", "    volume_gib: 100\n    queues: {slow: 1}"),
        "dev.yaml:92: fargate.glue.volume_gib: unknown key; allowed: spot_max_vcpus, "
        "on_demand_max_vcpus, max_usd_per_hour, queues, stuck_minutes",
    ),
    "it may cost more": Case(
        ("max_usd_per_hour: 0.7", "max_usd_per_hour: 0.5"),
        "dev.yaml:91: fargate.glue.max_usd_per_hour: is less than what the fleet may cost: "
        "0.61 USD an hour with all of its vCPUs, by the prices of us-east-1, given 0.5; "
        "allowed: 0.61 to 1.22",
    ),
    "it cannot cost nearly as much": Case(
        ("max_usd_per_hour: 0.7", "max_usd_per_hour: 7"),
        "dev.yaml:91: fargate.glue.max_usd_per_hour: is more than twice what the fleet may "
        "cost: 0.61 USD an hour with all of its vCPUs, by the prices of us-east-1, given 7; "
        "allowed: 0.61 to 1.22",
    ),
    "a job of it asks for a GPU": Case(
        ("gpus: 0", "gpus: 1"),
        "dev.yaml:136: processing.digits-transform.gpus: fleet glue is on Fargate, which has "
        "none, given 1; allowed: 0",
    ),
    "a job has vCPUs between two sizes": Case(
        ("vcpus: 0.5", "vcpus: 3"),
        "dev.yaml:134: processing.digits-transform.vcpus: no task of Fargate has that many, "
        "given 3; allowed: 0.25, 0.5, 1, 2, 4, 8, 16",
    ),
    "a job has less than the smallest size": Case(
        ("vcpus: 0.5", "vcpus: 0.1"),
        "dev.yaml:134: processing.digits-transform.vcpus: is too small, given 0.1; allowed: at "
        "least 0.25",
    ),
    "a job is larger than all of it": Case(
        ("vcpus: 0.5\n    memory_mib: 4096", "vcpus: 8\n    memory_mib: 16384"),
        "dev.yaml:134: processing.digits-transform.vcpus: more than spot_max_vcpus of fleet "
        "glue, given 8; allowed: at most 4",
    ),
    "memory lies between two sizes": Case(
        ("memory_mib: 4096", "memory_mib: 4000"),
        "dev.yaml:135: processing.digits-transform.memory_mib: no task of Fargate with 0.5 "
        "vCPUs has that, given 4000; allowed: 1024, 2048, 3072, 4096; did you mean '4096'?",
    ),
    "memory is above the largest size": Case(
        ("memory_mib: 4096", "memory_mib: 5120"),
        "dev.yaml:135: processing.digits-transform.memory_mib: no task of Fargate with 0.5 "
        "vCPUs has that, given 5120; allowed: 1024, 2048, 3072, 4096",
    ),
    "memory is below the smallest size": Case(
        ("vcpus: 0.5\n    memory_mib: 4096", "vcpus: 4\n    memory_mib: 8000"),
        "dev.yaml:135: processing.digits-transform.memory_mib: no task of Fargate with 4 vCPUs "
        "has that, given 8000; allowed: 8192 to 30720 in steps of 1024; did you mean '8192'?",
    ),
    "memory is no whole step": Case(
        ("vcpus: 0.5\n    memory_mib: 4096", "vcpus: 2\n    memory_mib: 4100"),
        "dev.yaml:135: processing.digits-transform.memory_mib: no task of Fargate with 2 vCPUs "
        "has that, given 4100; allowed: 4096 to 16384 in steps of 1024; did you mean '5120'?",
    ),
    "a job chooses its /dev/shm": Case(
        ("    gpus: 0\n", "    gpus: 0\n    shared_memory_mib: 64\n"),
        "dev.yaml:137: processing.digits-transform.shared_memory_mib: fleet glue is on "
        "Fargate, which has no choice of it: leave it out, given 64",
    ),
    "a job mounts Lustre": Case(
        ("mounts: [efs]", "mounts: [efs, lustre]"),
        "dev.yaml:145: processing.digits-transform.mounts.1: fleet glue is on Fargate, which "
        "has no Lustre, given lustre; allowed: efs",
    ),
    "a job wants spot that it has not": Case(
        (
            "spot_max_vcpus: 4\n    on_demand_max_vcpus: 4\n    max_usd_per_hour: 0.7",
            "spot_max_vcpus: 0\n    on_demand_max_vcpus: 4\n    max_usd_per_hour: 0.5",
        ),
        "dev.yaml:131: processing.digits-transform.capacity: spot_max_vcpus of fleet glue is "
        "0, given spot",
    ),
    "a job has parts of a vCPU on instances": Case(
        ("fleet: glue\n    capacity: spot\n    queue: slow", "fleet: gpu\n    capacity: spot"),
        "dev.yaml:133: processing.digits-transform.vcpus: instances have whole vCPUs: only a "
        "fleet on Fargate has parts, given 0.5; allowed: 1 or more",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]


def test_training_on_fargate_is_refused(tmp_path: Path) -> None:
    lines = said(but(("fleet: joined", "fleet: glue"), text=FULL), tmp_path)

    assert lines[-1] == (
        "dev.yaml:118: training.letters.fleet: is on Fargate, which runs processing jobs only, "
        "given glue; allowed: gpu, joined"
    )


def test_a_job_is_not_called_misplaced_while_fargate_is_unread(tmp_path: Path) -> None:
    fargate = FULL[FULL.index("fargate:") : FULL.index("training:")]

    assert said(but((fargate, "fargate: none\n"), text=FULL), tmp_path) == [
        "dev.yaml:87: fargate: must be a mapping of keys to values, given none"
    ]


@pytest.mark.parametrize(
    ("vcpus", "memory_mib"),
    [("0.25", 512), ("0.25", 2048), ("0.5", 1024), ("1", 2048), ("2.0", 16384), ("4", 30720)],
)
def test_a_job_may_be_of_any_size_of_fargate(vcpus: str, memory_mib: int, tmp_path: Path) -> None:
    size = but(("vcpus: 0.5", f"vcpus: {vcpus}"), ("4096", str(memory_mib)), text=FULL)

    job = load(size, tmp_path).processing["digits-transform"]

    assert (job.vcpus, job.memory_mib) == (float(vcpus), memory_mib)


def test_whole_vcpus_are_told_to_aws_as_whole_numbers(tmp_path: Path) -> None:
    one = load(but(("vcpus: 0.5", "vcpus: 1.0"), text=FULL), tmp_path)

    assert str(one.processing["digits-transform"].vcpus) == "1"
