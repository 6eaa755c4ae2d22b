"""Times the words of the Makefile side by side, in units of a bare CDK app's synthesis.

make measure                       # everything; a quarter of an hour
python tools/measure.py synth up   # some of it
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
FAST = {"CDK_VALIDATION": "false"}
_BARE = """
import sys, aws_cdk as cdk
from aws_cdk import aws_s3 as s3
app = cdk.App(outdir=sys.argv[1])
s3.Bucket(cdk.Stack(app, "Stack"), "Bucket")
app.synth()
"""


def run(*words: str, folder: Path = ROOT, settings: Mapping[str, str] | None = None) -> None:
    subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, **(settings or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def bare() -> None:
    with tempfile.TemporaryDirectory() as out:
        run(sys.executable, "-c", _BARE, out, settings=FAST)


def app(settings: Mapping[str, str]) -> None:
    with tempfile.TemporaryDirectory() as out:
        run("cdk", "synth", "-q", "-c", "environment=dev", "-o", out, settings=settings)


def fresh_clone() -> None:
    """What somebody new waits for: clone, install, deploy, run the job."""
    with tempfile.TemporaryDirectory() as folder:
        run("git", "clone", "--quiet", str(ROOT), folder)
        settings = {"MILLRACE_PORT": "4599"}
        try:
            run("make", "up", folder=Path(folder), settings=settings)
        finally:
            with suppress(subprocess.CalledProcessError):
                run("make", "down", folder=Path(folder), settings=settings)


WHAT: Mapping[str, tuple[str, int, Callable[[], None], Callable[[], None] | None]] = {
    "bare": ("bare CDK app, one bucket, not validated", 3, bare, None),
    "synth": ("make synth", 3, lambda: app(FAST), None),
    "validate": ("the same, validated (make validate, CI)", 3, lambda: app({}), None),
    "first": (
        "make up, tools installed",
        2,
        lambda: run("make", "up"),
        lambda: run("make", "down"),
    ),
    "up": ("make up again", 3, lambda: run("make", "up"), None),
    "cold": ("make up in a fresh clone", 1, fresh_clone, None),
    "test": ("make test", 1, lambda: run("make", "test"), None),
}


def measured(name: str) -> list[float]:
    _, times, work, before = WHAT[name]
    taken = []
    for _ in range(times):
        if before:
            before()
        began = time.monotonic()
        work()
        taken.append(time.monotonic() - began)
    return taken


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("what", nargs="*", default=list(WHAT), help=f"of {', '.join(WHAT)}")
    chosen = words.parse_args().what
    if unknown := set(chosen) - set(WHAT):
        words.error(f"not known: {', '.join(sorted(unknown))}; known: {', '.join(WHAT)}")
    unit = statistics.median(measured("bare"))
    table = Table("what", "runs", "median s", "min s", "max s", "x bare app", box=None)
    for name in chosen:
        taken = measured(name)
        middle = statistics.median(taken)
        figures = (middle, min(taken), max(taken))
        cells = (f"{figure:.1f}" for figure in figures)
        table.add_row(WHAT[name][0], str(len(taken)), *cells, f"{middle / unit:.1f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
