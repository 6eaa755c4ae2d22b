"""One synthesis of an environment for the whole session."""

import functools
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import app
from tests.assembly import Assembly

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def flags() -> dict[str, object]:
    """The feature flags that the CDK command line hands to the app."""
    context: dict[str, object] = json.loads((ROOT / "cdk.json").read_text())["context"]
    return context


Synthesise = Callable[[str], Assembly]


@pytest.fixture(scope="session")
def synthesise(tmp_path_factory: pytest.TempPathFactory, flags: dict[str, object]) -> Synthesise:
    """An environment's assembly, made once."""

    @functools.cache
    def made(environment: str) -> Assembly:
        folder = tmp_path_factory.mktemp(environment)
        app.build(context={**flags, "environment": environment}, outdir=str(folder)).synth()
        return Assembly(folder)

    return made


@pytest.fixture(scope="session")
def assembly(synthesise: Synthesise) -> Assembly:
    return synthesise("dev")


@pytest.fixture(scope="session")
def production(synthesise: Synthesise) -> Assembly:
    return synthesise("prod")
