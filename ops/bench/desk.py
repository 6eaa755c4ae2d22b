"""How fast the job desk records events, and what its functions cost to start."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Table

from ops.bench.desk_imports import Starts, starts
from ops.bench.desk_speed import Speed, speeds
from ops.command import count, show

HELP = "how fast the job desk records events, and what the functions cost to start"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jobs", type=count, default=300, help="of seven events each (300)")
    parser.add_argument("--rounds", type=count, default=5, help="of which the fastest counts (5)")
    parser.add_argument("--no-imports", action="store_true", help="do not measure the starts")
    parser.add_argument("--json", action="store_true", help="for programs")


def main(asked: argparse.Namespace) -> int:
    measured = speeds(jobs=asked.jobs, rounds=asked.rounds)
    started = None if asked.no_imports else starts()
    if asked.json:
        print(json.dumps(_json(measured, started), indent=2))
        return 0
    show(_speed_table(measured))
    if started:
        show(_start_table(started))
    return 0


def _json(measured: Sequence[Speed], started: Starts | None) -> dict[str, Any]:
    imports = asdict(started) if started else None
    return {"speed": [asdict(speed) for speed in measured], "imports": imports}


def _speed_table(measured: Sequence[Speed]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False)
    table.add_column("an SQS batch holds")
    for name in ("events", "events/s of a core", "writes per event", "calls of AWS per event"):
        table.add_column(name, justify="right")
    for speed in measured:
        table.add_row(
            speed.deliveries,
            f"{speed.events:,}",
            f"{speed.events_per_second:,.0f}",
            f"{speed.writes_per_event:.2f}",
            f"{speed.calls_per_event:.3f}",
        )
    return table


def _start_table(started: Starts) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False)
    table.add_column("function")
    table.add_column(f"start x boto3, in {started.measured_in}", justify="right")
    for start in started.starts:
        table.add_row(start.handler, f"{start.ratio:.2f}")
    return table
