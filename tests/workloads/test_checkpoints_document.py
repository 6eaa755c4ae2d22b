"""The example in docs/checkpoints.md keeps the contract that it explains."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = (ROOT / "docs" / "checkpoints.md").read_text("utf-8")
    program = tmp_path_factory.mktemp("example") / "dice.py"
    program.write_text(text.split("```python\n")[1].split("```")[0])
    return program


def started(program: Path, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(program), str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "AWS_EC2_METADATA_DISABLED": "true"},
        stdout=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    said, _ = process.communicate(timeout=60)
    return process.returncode, said.splitlines()


def test_it_is_reclaimed_and_ends_as_if_it_had_not_been(program: Path, tmp_path: Path) -> None:
    _, alone = ended(started(program, tmp_path / "alone"))

    reclaimed = started(program, tmp_path / "reclaimed")
    while not (tmp_path / "reclaimed" / "checkpoint-1").exists():
        time.sleep(0.01)
    reclaimed.send_signal(signal.SIGTERM)
    code, said = ended(reclaimed)
    assert code == 143
    assert said[-1].startswith("reclaimed: checkpoint written in throw ")

    code, said = ended(started(program, tmp_path / "reclaimed"))
    assert code == 0
    assert said[0].startswith("resuming at throw ")
    assert said[-1] == alone[-1]
