"""The programs of the workload as real processes, on folders in place of S3."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workloads.digits.data import as_csv


@dataclass
class Program:
    """One container's process, and what it has said so far."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def read_until(self, start: str) -> None:
        assert self.process.stdout
        while not self.lines or not self.lines[-1].startswith(start):
            line = self.process.stdout.readline()
            assert line, self.lines
            self.lines.append(line.strip())

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def end(self) -> int:
        said, _ = self.process.communicate(timeout=120)
        self.lines += said.splitlines()
        return self.process.returncode


def start(module: str, folder: Path, *flags: str, env: Mapping[str, str]) -> Program:
    if not (folder / "digits.csv").exists():
        (folder / "digits.csv").write_bytes(as_csv())
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_URI": f"{folder}/digits.csv",
        "MODEL_URI": f"{folder}/models",
        "CHECKPOINT_URI": f"{folder}/checkpoints",
        "AWS_BATCH_JOB_ATTEMPT": "1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "MEAN_SECONDS_BETWEEN_INTERRUPTIONS": "10",
        **env,
    }
    return Program(
        subprocess.Popen(
            [sys.executable, "-m", f"workloads.digits.{module}", *flags],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    )
