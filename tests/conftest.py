"""One synthesis of an environment for whoever asks, and tests side by side where they may be."""

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

import app
from tests.assembly import Assembly
from tests.told import TOLD

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


_SHARED = {"account": "account", "stacks": "synthesis", "gates": "synthesis"}
"""What the files of a folder have in common, and one process makes for all of them."""


class ByWhatIsShared(LoadScopeScheduling):  # type: ignore[misc]
    """A deployed account, a synthesis, or the fixtures of a file."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return _SHARED.get(Path(file).parts[1], file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByWhatIsShared:
    return ByWhatIsShared(config, log)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TOLD] = []


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["told"] = session.config.stash[TOLD]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker that crashed has no output."""
    node.config.stash[TOLD] += getattr(node, "workeroutput", {}).get("told", [])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for line in config.stash[TOLD]:
        terminalreporter.write_line(line)
