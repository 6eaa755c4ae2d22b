"""python -m ops.bench deadlines."""

import argparse
import dataclasses
import json
import os
import time
from pathlib import Path

from ops.bench.deadlines.cases import cases
from ops.bench.deadlines.rows import rows
from ops.bench.deadlines.running import outcomes
from ops.bench.deadlines.table import table
from ops.bench.deadlines.traces import groups
from ops.command import count, show

HELP = "replay deadline policies over traces of spot, beside the optimum that knows the future"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--traces", type=Path, required=True, metavar="DIR", help="of traces, one file a zone"
    )
    parser.add_argument(
        "--starts", type=count, default=12, help="evenly spaced start times (default: 12)"
    )
    parser.add_argument(
        "--hours", type=count, nargs="+", default=[6, 12, 24], help="of work (default: 6 12 24)"
    )
    parser.add_argument("--region", help="only traces of this region")
    parser.add_argument("--by-region", action="store_true", help="a table for each region, too")
    parser.add_argument(
        "--workers", type=count, default=os.cpu_count() or 1, help="processes (default: one a core)"
    )
    parser.add_argument("--json", action="store_true", help="print the rows as a JSON list")


def main(asked: argparse.Namespace) -> int:
    began = time.monotonic()
    found = groups(asked.traces, region=asked.region)
    asked_for = [
        case for group in found for case in cases(group, hours=asked.hours, starts=asked.starts)
    ]
    ended = outcomes(asked_for, workers=asked.workers)
    if asked.json:
        print(json.dumps([dataclasses.asdict(row) for row in rows(ended)], indent=2))
        return 0
    regions = sorted({group.region for group in found}) if asked.by_region else []
    for region in regions:
        of_it = [outcome for outcome in ended if outcome.region == region]
        show(table(rows(of_it), title=region))
    show(table(rows(ended), title=f"{len(asked_for)} cases"))
    print(f"{time.monotonic() - began:.0f} s with {asked.workers} processes")
    return 0
