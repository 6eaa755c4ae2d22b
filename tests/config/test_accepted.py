"""A right environment file is accepted, up to the edge of what is allowed."""

from pathlib import Path

import pytest

from config import Capacity
from tests.config.files import FULL, GOOD, but, load

JOB = GOOD[GOOD.index("  digits:") :]
KEPT = "checkpoints: models/checkpoints/digits"


@pytest.mark.parametrize(
    "change",
    [
        ("10.20.0.0/16", "192.168.16.0/20"),
        ("10.20.0.0/16", "172.16.0.0/16"),
        ("zones: [us-east-1a, us-east-1b]", "zones: [us-east-1f, us-east-1a, us-east-1c]"),
        ("logs_expire_days: 365", "logs_expire_days: 90"),
        ("old_versions_expire_days: 30", "old_versions_expire_days: 7"),
        ("max_usd_per_hour: 38", "max_usd_per_hour: 22.14"),
        ("max_usd_per_hour: 38", "max_usd_per_hour: 44.26"),
        ("volume_gib: 100", "volume_gib: 30"),
        ("memory_mib: 14000", "memory_mib: 14745"),
        ("attempts: 4", "attempts: 2"),
        ("attempts: 4", "attempts: 10"),
        ("timeout_minutes: 60", "timeout_minutes: 1"),
        ("pytorch-training:2.8.0", f"team/trainer@sha256:{'0' * 64}"),
        (KEPT, "checkpoints: features/digits_1.0/run-2"),
    ],
    ids=lambda change: change[1],
)
def test_it_may_be(change: tuple[str, str], tmp_path: Path) -> None:
    assert load(but(change), tmp_path).name == "dev"


def test_an_on_demand_job_may_do_without_checkpoints_and_retries(tmp_path: Path) -> None:
    environment = load(
        but(
            ("capacity: spot", "capacity: on-demand"),
            ("spot_max_vcpus: 64", "spot_max_vcpus: 0"),
            ("max_usd_per_hour: 38", "max_usd_per_hour: 6"),
            ("[g4dn.xlarge, g5.xlarge, g6.xlarge]", "[g5.xlarge]"),
            ("attempts: 4", "attempts: 1"),
            (f"    {KEPT}\n", ""),
        ),
        tmp_path,
    )

    assert environment.training["digits"].capacity is Capacity.ON_DEMAND
    assert environment.training["digits"].checkpoints is None


def test_jobs_may_share_a_fleet_and_lie_side_by_side(tmp_path: Path) -> None:
    """A name that merely begins like another's is another place."""
    other = JOB.replace("  digits:", "  digits-two:").replace("/digits", "/digits-two")

    assert set(load(GOOD + other, tmp_path).training) == {"digits", "digits-two"}


def test_a_fleet_without_gpus_needs_no_job(tmp_path: Path) -> None:
    environment = load(
        but(
            ("[g4dn.xlarge, g5.xlarge, g6.xlarge]", "[m6i.large, m7i.large, c7i.large]"),
            ("max_usd_per_hour: 38", "max_usd_per_hour: 5"),
            (f"training:\n{JOB}", "training: {}\n"),
        ),
        tmp_path,
    )

    assert not environment.fleets["gpu"].has_gpus


@pytest.mark.parametrize(
    "change",
    [
        ("max_wait_minutes: 240", "max_wait_minutes: 40320"),
        ("max_usd: 25", "max_usd: 300"),
        ("data: curated/prices", "data: features/prices"),
        ("data: raw/vision/digits", "data: raw/digits"),
        ("training: ml.g4dn.xlarge", "training: ml.p4d.24xlarge"),
        ("idle_minutes: 120", "idle_minutes: 60"),
        ("event_time: written_at", "event_time: ink"),
        ("max_usd: 100\n", "max_usd: 80\n"),
        ("max_usd: 100\n", "max_usd: 160\n"),
        ("writes: curated/vision/labels", "writes: curated/labels"),
    ],
    ids=lambda change: change[1],
)
def test_of_every_section_it_may_be(change: tuple[str, str], tmp_path: Path) -> None:
    assert load(but(change, text=FULL), tmp_path).name == "dev"


def test_the_place_around_that_of_pipelines_is_free_where_there_are_none(tmp_path: Path) -> None:
    changed = but((KEPT, "checkpoints: models/checkpoints"))

    assert load(changed, tmp_path).training["digits"].checkpoints


def test_every_section_written_out_and_read_again_is_the_same(tmp_path: Path) -> None:
    environment = load(FULL, tmp_path)

    assert load(environment.model_dump_json(), tmp_path) == environment
