"""A wrong environment file is refused: jobs that could not run, or not finish."""

from pathlib import Path

import pytest

from tests.config.files import GOOD, Case, but, said

IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0"
KEPT = "checkpoints: models/checkpoints/digits"

LIMITS = "spot_max_vcpus: 64\n    on_demand_max_vcpus: 16\n    max_usd_per_hour: 38"

CASES = {
    "spot has no checkpoints": Case(
        (f"    {KEPT}\n", ""),
        "dev.yaml:22: training.digits.checkpoints: a job on spot loses its work without "
        "checkpoints; allowed: <zone>/<prefix>, such as models/checkpoints/digits",
    ),
    "checkpoints go to a zone that is not for them": Case(
        (KEPT, "checkpoints: raw/checkpoints"),
        "dev.yaml:31: training.digits.checkpoints: unknown zone for checkpoints, "
        "given raw/checkpoints; allowed: features, models",
    ),
    "the zone of the checkpoints has a typo": Case(
        (KEPT, "checkpoints: model/checkpoints"),
        "dev.yaml:31: training.digits.checkpoints: unknown zone for checkpoints, "
        "given model/checkpoints; allowed: features, models; did you mean 'models'?",
    ),
    "the checkpoints have no prefix": Case(
        (KEPT, "checkpoints: models/"),
        "dev.yaml:31: training.digits.checkpoints: must be <zone>/<prefix>, "
        "such as models/checkpoints/digits, given models/",
    ),
    "the checkpoints have no zone": Case(
        (KEPT, "checkpoints: /digits"),
        "dev.yaml:31: training.digits.checkpoints: must be <zone>/<prefix>, "
        "such as models/checkpoints/digits, given /digits",
    ),
    "the checkpoints are a number": Case(
        (KEPT, "checkpoints: 5"),
        "dev.yaml:31: training.digits.checkpoints: must be <zone>/<prefix>, "
        "such as models/checkpoints/digits, given 5",
    ),
    "the checkpoints leave their prefix": Case(
        (KEPT, "checkpoints: models/../raw"),
        "dev.yaml:31: training.digits.checkpoints: must be <zone>/<prefix>, "
        "such as models/checkpoints/digits, given models/../raw",
    ),
    "the fleet has a typo": Case(
        ("fleet: gpu", "fleet: gpuu"),
        "dev.yaml:23: training.digits.fleet: unknown fleet, given gpuu; allowed: gpu; "
        "did you mean 'gpu'?",
    ),
    "the capacity has a typo": Case(
        ("capacity: spot", "capacity: spott"),
        "dev.yaml:24: training.digits.capacity: is not one of the words for it, given spott; "
        "allowed: spot, on-demand; did you mean 'spot'?",
    ),
    "the fleet has no spot": Case(
        (LIMITS, LIMITS.replace("64", "0").replace("38", "6")),
        "dev.yaml:24: training.digits.capacity: spot_max_vcpus of fleet gpu is 0, given spot",
    ),
    "the image is in a public registry": Case(
        (IMAGE, "pytorch/pytorch:2.8.0"),
        "dev.yaml:25: training.digits.image: the private network reaches no registry but ECR, "
        "given pytorch/pytorch:2.8.0; "
        "allowed: <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>",
    ),
    "the image is in another region": Case(
        ("ecr.us-east-1", "ecr.eu-west-1"),
        "dev.yaml:25: training.digits.image: the private network reaches no registry but ECR in "
        "us-east-1, given 763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training:2.8.0",
    ),
    "the image is whatever is latest": Case(
        (":2.8.0", ":latest"),
        "dev.yaml:25: training.digits.image: a retry must run what the first attempt ran: "
        "name a tag or a digest, "
        "given 763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:latest",
    ),
    "there is no image": Case(
        (IMAGE, ""),
        "dev.yaml:25: training.digits.image: must be text, given nothing",
    ),
    "no instance has as much memory left": Case(
        ("memory_mib: 14000", "memory_mib: 16000"),
        "dev.yaml:27: training.digits.memory_mib: no instance type of fleet gpu has as much "
        "for jobs, given 16000; allowed: at most 14745",
    ),
    "no instance has as many GPUs": Case(
        ("gpus: 1", "gpus: 2"),
        "dev.yaml:28: training.digits.gpus: no instance type of fleet gpu has as much for jobs, "
        "given 2; allowed: at most 1",
    ),
    "the fleet may never start that much": Case(
        (LIMITS, LIMITS.replace("64", "2").replace("38", "8")),
        "dev.yaml:26: training.digits.vcpus: more than spot_max_vcpus of fleet gpu, given 4; "
        "allowed: at most 2",
    ),
    "one attempt cannot resume": Case(
        ("attempts: 4", "attempts: 1"),
        "dev.yaml:29: training.digits.attempts: a job on spot must be able to start again, "
        "given 1; allowed: 2 to 10",
    ),
    "it may try too often": Case(
        ("attempts: 4", "attempts: 11"),
        "dev.yaml:29: training.digits.attempts: is too large, given 11; allowed: at most 10",
    ),
    "it has no time": Case(
        ("timeout_minutes: 60", "timeout_minutes: 0"),
        "dev.yaml:30: training.digits.timeout_minutes: is too small, given 0; allowed: at least 1",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change), tmp_path) == [message]


def test_what_fits_only_in_parts_is_refused_as_a_whole(tmp_path: Path) -> None:
    """One type has the vCPUs and another the memory."""
    [line] = said(
        but(
            ("[g4dn.xlarge, g5.xlarge, g6.xlarge]", "[g5.8xlarge, g6.8xlarge, p5.4xlarge]"),
            ("max_usd_per_hour: 38", "max_usd_per_hour: 50"),
            ("    vcpus: 4", "    vcpus: 32"),
            ("memory_mib: 14000", "memory_mib: 200000"),
        ),
        tmp_path,
    )

    assert line == (
        "dev.yaml:22: training.digits: no instance type of fleet gpu has "
        "32 vCPUs, 200000 MiB and 1 GPUs together"
    )


def test_an_on_demand_job_needs_no_checkpoints_but_on_demand_capacity(tmp_path: Path) -> None:
    [line] = said(
        but(
            ("capacity: spot", "capacity: on-demand"),
            (LIMITS, LIMITS.replace("16", "0").replace("38", "20")),
            (f"    {KEPT}\n", ""),
        ),
        tmp_path,
    )

    assert line == (
        "dev.yaml:24: training.digits.capacity: on_demand_max_vcpus of fleet gpu is 0, "
        "given on-demand"
    )


def test_two_jobs_never_share_checkpoints(tmp_path: Path) -> None:
    job = GOOD[GOOD.index("  digits:") :]
    other = job.replace("  digits:", "  letters:").replace("checkpoints/digits", "checkpoints")

    [line] = said(GOOD + other, tmp_path)

    assert line == (
        "dev.yaml:41: training.letters.checkpoints: training.digits keeps its checkpoints there "
        "(models/checkpoints/digits), given models/checkpoints"
    )
