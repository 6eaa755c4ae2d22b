"""What the definitions tell each stage is what the stage takes: run here, as in its container."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import pipelines
from tests.pipelines.files import surroundings

ROOT = Path(__file__).parents[2]
PROGRAM = """
import importlib, json, os, sys
told = {}
for module, *arguments in json.load(sys.stdin):
    sys.argv = [module, *arguments]
    try:
        importlib.import_module(module).main()
        told[module] = "it ended"
    except SystemExit:
        told[module] = open(os.environ["MILLRACE_ML_ROOT"] + "/output/failure").read()
print(json.dumps(told))
"""
"""Nothing is laid out for a stage here, so it ends as soon as it has read what it is told."""


def commands(name: str) -> list[list[str]]:
    """Of the processing steps; what only a run knows is a word."""
    steps = pipelines.build(name, surroundings()).body["Steps"]
    jobs = [step["Arguments"] for step in steps if step["Type"] == "Processing"]
    return [list(map(word, job["AppSpecification"]["ContainerArguments"])) for job in jobs]


def word(argument: Any) -> str:
    match argument:
        case {"Std:Join": {"On": on, "Values": [name, _]}}:
            return f"{name}{on}none"
    return str(argument)


def ends(stages: list[list[str]], root: Path) -> dict[str, str]:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "MILLRACE_ML_ROOT": str(root)},
        input=json.dumps(stages),
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, str] = json.loads(ended.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("name", ["digits", "tabular"])
def test_a_stage_takes_all_that_the_definition_tells_it(name: str, tmp_path: Path) -> None:
    stages = commands(name)

    told = ends(stages, tmp_path)

    assert list(told) == [module for module, *_ in stages]
    for said in told.values():
        assert "unknown setting" not in said
        assert str(tmp_path) in said


def test_a_stage_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    stages = [[*command, "--set", "speed=3"] for command in commands("tabular")]

    for said in ends(stages, tmp_path).values():
        assert "unknown setting 'speed'" in said
