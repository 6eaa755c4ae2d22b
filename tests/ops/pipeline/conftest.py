"""The command, as a person calls it in a known account."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import config
from config import Environment
from ops.pipeline.__main__ import main
from tests.ops.pipeline.world import World, clock

Run = Callable[[str], int]


@pytest.fixture(scope="session")
def local() -> Environment:
    """Of the shipped file, with one pipeline."""
    environment = config.load("local")
    return environment.model_copy(update={"pipelines": {"digits": environment.pipelines["digits"]}})


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture
def run(world: World, local: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """In an empty folder: reports are left where the command runs."""
    monkeypatch.chdir(tmp_path)

    def ran(line: str) -> int:
        return main(line.split(), connect=world.connect, load=lambda _name: local, clock=clock())

    return ran
