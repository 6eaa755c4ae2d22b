"""A workload's stages here, one after another, and no cloud: folders in place of S3.

Every stage is a process of its own under a root of its own, and is given what SageMaker would give.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workloads.contract import RefusedError
from workloads.stages import archives

Folders = Mapping[str, Path]
Start = Callable[[str, Sequence[str], Path, Path], int]
"""Runs a module with arguments under a root, its words into a log; gives its exit code."""


class TrialError(RefusedError):
    """A stage has not ended well; what it left as its reason."""


def as_process(module: str, arguments: Sequence[str], root: Path, log: Path) -> int:
    with log.open("w") as said:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env={**os.environ, "MILLRACE_ML_ROOT": str(root)},
            stdout=said,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode


@dataclass(frozen=True, kw_only=True)
class Trial:
    """``folder`` is for it alone: below it each stage has one, with what it made in it."""

    workload: str
    folder: Path
    start: Start = as_process

    def process(
        self, stage: str, inputs: Folders, settings: Mapping[str, Any] | None = None
    ) -> dict[str, Path]:
        """The outputs of a processing job, by name."""
        root = self._root(stage)
        _lay(inputs, root / "processing" / "input")
        told = [f"--set={key}={value}" for key, value in (settings or {}).items()]
        self._run(stage, stage, told, root)
        made = root / "processing" / "output"
        return {each.name: each for each in sorted(made.iterdir())}

    def train(
        self, channels: Folders, hyperparameters: Mapping[str, Any], *, script: str = "learn"
    ) -> dict[str, Path]:
        """The archive of a training job, in a folder; run again, it finds its checkpoints."""
        root = self._root("train")
        _lay(channels, root / "input" / "data")
        flags = [word for name, value in hyperparameters.items() for word in (f"--{name}", value)]
        self._run("train", script, [str(word) for word in flags], root)
        made = root / "made"
        made.mkdir(exist_ok=True)
        archives.pack(root / "model", made)
        return {"model": made}

    def said(self, stage: str) -> str:
        return (self.folder / stage / "log").read_text("utf-8")

    def _root(self, stage: str) -> Path:
        """As it was left, but for what a job of before has made, or said was wrong."""
        root = self.folder / stage
        root.mkdir(parents=True, exist_ok=True)
        for name in ("output", "processing/output", "model"):
            shutil.rmtree(root / name, ignore_errors=True)
        return root

    def _run(self, stage: str, module: str, arguments: list[str], root: Path) -> None:
        code = self.start(f"workloads.{self.workload}.{module}", arguments, root, root / "log")
        if code:
            left = root / "output" / "failure"
            reason = left.read_text("utf-8") if left.exists() else self.said(stage)
            raise TrialError(f"{stage} ended with {code}: {reason}")


def _lay(inputs: Folders, into: Path) -> None:
    """Copies, as from S3: a stage that writes into its input does not reach others."""
    shutil.rmtree(into, ignore_errors=True)
    for name, folder in inputs.items():
        shutil.copytree(folder, into / name)
