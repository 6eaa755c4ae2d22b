"""The metrics and settings that are written down are those that the stages themselves have."""

import importlib
from pathlib import Path

import numpy as np
import pytest

from pipelines.model.metrics import REPORTED
from pipelines.model.settings import EVERYBODYS, GIVEN, SETTINGS, declared_by
from workloads.stages import champions, evaluating
from workloads.stages import settings as stage_settings
from workloads.stages.measuring import measure
from workloads.stages.schema import Column, Schema


@pytest.mark.parametrize(("problem", "count"), [("binary", 2), ("multiclass", 3)])
def test_the_metrics_of_a_problem_are_those_that_are_measured(problem: str, count: int) -> None:
    labels = tuple(range(count))
    schema = Schema(features=(Column(name="size"),), label="kind", labels=labels)

    found = measure(np.eye(count), np.array(labels), schema)

    assert set(found.metrics) == set(REPORTED[problem])


@pytest.mark.parametrize("stage", SETTINGS)
def test_the_settings_of_a_stage_are_its_own(stage: str) -> None:
    assert SETTINGS[stage] == importlib.import_module(f"workloads.stages.{stage}").SETTINGS


def test_every_stage_is_told_the_same_two() -> None:
    assert stage_settings._EVERYBODYS == EVERYBODYS


def test_what_the_pipeline_gives_is_no_setting_of_the_file() -> None:
    assert {*evaluating.SETTINGS, *champions.SETTINGS} <= GIVEN


@pytest.mark.parametrize(
    ("code", "declared"),
    [
        ("read_settings()", ()),
        ("read_settings('speed', *splitting.SETTINGS)", ("speed", *SETTINGS["splitting"])),
        ("read_settings(*elsewhere.SETTINGS)", None),
        ("read_settings(*MINE)", None),
        ("parse()", None),
        ("(", None),
    ],
)
def test_what_cannot_be_told_without_running_it_is_left_alone(
    code: str, declared: tuple[str, ...] | None, tmp_path: Path
) -> None:
    module = tmp_path / "prepare.py"
    module.write_text(code)

    assert declared_by(module) == declared
