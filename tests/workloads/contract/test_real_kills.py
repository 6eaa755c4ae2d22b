"""Real processes, killed at random instants, end with the result of one that was left alone."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

STEPS = 300
KILLS = 6
SEED = random.randrange(10**6)  # noqa: S311 - any instant will do; a failure prints it


def started(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.workloads.contract.counting", str(folder), str(STEPS)],
        env={**os.environ, "AWS_EC2_METADATA_DISABLED": "true"},
        stdout=subprocess.PIPE,
        text=True,
    )


def finished(folder: Path) -> str:
    with started(folder) as process:
        process.communicate(timeout=60)
        assert process.returncode == 0
    return (folder / "result").read_text()


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> str:
    return finished(tmp_path_factory.mktemp("left-alone"))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_killed_at_random_it_ends_as_if_it_had_not_been(
    tmp_path: Path, uninterrupted: str, how: signal.Signals
) -> None:
    chance = random.Random(SEED)  # noqa: S311
    for _ in range(KILLS):
        with started(tmp_path) as process:
            assert process.stdout
            begun = process.stdout.readline()
            pid = process.pid
            try:
                process.wait(timeout=chance.uniform(0.0, 0.15))
            except subprocess.TimeoutExpired:
                os.kill(pid, how)
            process.communicate(timeout=60)
            assert process.returncode in (0, 143, -how), (SEED, begun)
    assert finished(tmp_path) == uninterrupted, SEED
    assert {path.name for path in (tmp_path / "checkpoints").iterdir()} >= {
        "checkpoint-0",
        "checkpoint-1",
    }
