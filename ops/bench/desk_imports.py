"""What it costs to start each function, beside `import boto3` and one DynamoDB client."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from re import search
from statistics import median
from typing import TypeAlias

_ROOT = Path(__file__).parents[2]
_HANDLERS = _ROOT / "lambda" / "millrace" / "handlers"
_REFERENCE = "import boto3; boto3.client('dynamodb')"
_RUNS = 9

Measure: TypeAlias = Callable[[str], float]


@dataclass(frozen=True, kw_only=True)
class Start:
    handler: str
    ratio: float


@dataclass(frozen=True, kw_only=True)
class Starts:
    measured_in: str
    reference: float
    """`import boto3` and one DynamoDB client."""
    starts: list[Start]


def starts() -> Starts:
    """Each handler's import, and one DynamoDB client as in the reference."""
    measured_in, measure = _way()
    measure(_REFERENCE)
    reference = measure(_REFERENCE)
    return Starts(
        measured_in=measured_in,
        reference=reference,
        starts=[
            Start(handler=name, ratio=round(measure(_start_of(name)) / reference, 3))
            for name in handlers()
        ],
    )


def handlers() -> Iterator[str]:
    for path in sorted(_HANDLERS.glob("*.py")):
        if path.stem != "__init__":
            yield path.stem


def _start_of(handler: str) -> str:
    return f"import millrace.handlers.{handler}; {_REFERENCE}"


def _way() -> tuple[str, Measure]:
    """Instructions if there is something that counts them, which no neighbour disturbs."""
    if shutil.which("perf") and _by_perf("pass"):
        return "instructions (perf)", _by_perf
    if shutil.which("valgrind"):
        return "instructions (valgrind)", _by_valgrind
    return f"CPU seconds (median of {_RUNS})", _by_clock


def _by_perf(code: str) -> float:
    told = _told("perf", "stat", "-x,", "-e", "instructions:u", *_python(code))
    found = search(r"^(\d+),", told)
    return float(found[1]) if found else 0


def _by_valgrind(code: str) -> float:
    told = _told("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *_python(code))
    found = search(r"refs:\s+([\d,]+)", told)
    if found is None:
        raise RuntimeError(f"valgrind counted nothing: {told[-300:]}")
    return float(found[1].replace(",", ""))


def _by_clock(code: str) -> float:
    return median(cpu_seconds(code) for _ in range(_RUNS))


def cpu_seconds(code: str) -> float:
    before = os.times()
    _told(*_python(code))
    after = os.times()
    used = after.children_user + after.children_system
    return used - before.children_user - before.children_system


def _python(code: str) -> tuple[str, ...]:
    return sys.executable, "-c", code


def _told(*command: str) -> str:
    """A function's interpreter: its code, its packages, and modules that are compiled already."""
    env = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPATH": str(_ROOT / "lambda"),
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
    }
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return done.stderr
