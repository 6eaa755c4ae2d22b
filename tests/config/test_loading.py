"""An environment is named, read, and then never changes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

import config
from tests.config.files import FULL, GOOD, but, load

ROOT = Path(__file__).parents[2]


def test_the_right_file_becomes_the_environment(tmp_path: Path) -> None:
    environment = load(GOOD, tmp_path)

    assert environment.zones == ("us-east-1a", "us-east-1b")
    assert environment.fleets["gpu"].spot_max_vcpus == 64
    job = environment.training["digits"]
    assert job.capacity is config.Capacity.SPOT
    assert job.checkpoints == config.Location(config.DataZone.MODELS, "checkpoints/digits")


def test_what_is_left_out_is_off(tmp_path: Path) -> None:
    environment = load(GOOD, tmp_path)

    assert (environment.sources, environment.file_stores, environment.governance) == (None,) * 3
    assert not environment.teams
    assert (environment.repositories, environment.pull_through) == ((), ())
    assert environment.network.egress is config.Egress.NONE
    assert environment.data.landing is None
    assert (len(environment.fargate), len(environment.processing)) == (0, 0)


def test_a_fleet_and_a_job_have_what_most_of_them_want(tmp_path: Path) -> None:
    environment = load(GOOD, tmp_path)
    fleet, job = environment.fleets["gpu"], environment.training["digits"]

    assert (dict(fleet.queues), fleet.first_queue) == ({"normal": 10}, "normal")
    assert (fleet.reservation, fleet.efa) == (None, False)
    stuck = fleet.stuck_minutes
    assert (stuck.misconfiguration, stuck.capacity, stuck.vcpus_cap) == (15, 120, 720)
    assert (job.workload, job.script, job.nodes, job.queue) == (None, "train", 1, None)
    assert (job.shared_memory_mib, job.mounts) == (None, ())
    assert (dict(job.parameters), dict(job.secrets)) == ({}, {})


def test_jobs_go_to_the_queue_that_is_listed_first(tmp_path: Path) -> None:
    listed = but(("{normal: 10, urgent: 100}", "{urgent: 100, normal: 10}"), text=FULL)

    assert load(listed, tmp_path).fleets["gpu"].first_queue == "urgent"


def test_parameters_keep_their_kind(tmp_path: Path) -> None:
    parameters = load(FULL, tmp_path).training["digits"].parameters

    assert dict(parameters) == {"epochs": 40, "rate": 0.1, "kind": "wide"}


def port_of_orders(environment: config.Environment) -> int:
    assert environment.sources
    return environment.sources.databases["orders"].port


@pytest.mark.parametrize("engine", config.Engine)
def test_a_database_listens_where_its_engine_does_unless_the_file_says_otherwise(
    engine: config.Engine, tmp_path: Path
) -> None:
    given = but(("engine: postgresql", f"engine: {engine}"), text=FULL)
    silent = but(("      port: 6432\n", ""), text=given)

    ports = [port_of_orders(load(text, tmp_path)) for text in (given, silent)]

    assert ports == [6432, engine.default_port]


@pytest.mark.parametrize("name", config.names())
def test_every_environment_that_is_shipped_can_be_built(name: str) -> None:
    assert config.load(name).name == name


def test_four_environments_are_shipped() -> None:
    assert set(config.names()) == {"dev", "local", "prod", "staging"}


def test_an_unknown_environment_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "staging.yaml").touch()
    (tmp_path / "dev.yaml").touch()

    with pytest.raises(config.ConfigError) as refused:
        config.load("stagin", folder=tmp_path)

    assert str(refused.value) == (
        f"{tmp_path}: no environment is called 'stagin'; allowed: dev, staging; "
        "did you mean 'staging'?"
    )


@pytest.mark.parametrize("name", ["../environments/dev", "dev.yaml", "", "dev\x00"])
def test_an_environment_is_a_name_and_not_a_path(name: str) -> None:
    with pytest.raises(config.ConfigError, match="no environment is called"):
        config.load(name)


def parts(of: BaseModel) -> list[BaseModel]:
    inner = [value for value in dict(of).values() if isinstance(value, BaseModel)]
    return [of, *(part for value in inner for part in parts(value))]


def test_no_part_of_an_environment_can_be_changed(tmp_path: Path) -> None:
    found = parts(load(FULL, tmp_path))

    assert {config.Landing, config.Slack, config.Lustre} <= {type(part) for part in found}
    for part in found:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(part, next(iter(type(part).model_fields)), "changed")


def test_no_fleet_or_job_can_be_added(tmp_path: Path) -> None:
    environment = load(GOOD, tmp_path)

    with pytest.raises(TypeError, match="does not support item assignment"):
        environment.fleets["more"] = environment.fleets["gpu"]  # type: ignore[index]
    with pytest.raises(TypeError, match="does not support item assignment"):
        environment.training["more"] = environment.training["digits"]  # type: ignore[index]
    with pytest.raises(TypeError, match="does not support item assignment"):
        environment.teams["more"] = "more"  # type: ignore[index]


def command(folder: Path) -> subprocess.CompletedProcess[str]:
    script = "import config, pathlib, sys\nconfig.load_or_exit('dev', folder=pathlib.Path('here'))"
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_says_what_is_wrong_and_exits_with_2(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "dev.yaml").write_text(but(("gpus: 1", "gpus: no")), encoding="utf-8")

    refused = command(tmp_path)

    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr == (
        "here/dev.yaml:28: training.digits.gpus: must be a whole number, given no\n"
    )


def test_a_command_goes_on_with_the_right_file(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "dev.yaml").write_text(GOOD, encoding="utf-8")

    assert command(tmp_path).returncode == 0
