"""python -m ops.cost: what an environment costs a month while nothing runs in it."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import config
from ops.command import run, show
from ops.cost.estimate import estimated
from ops.cost.metrics import metrics_told_at_rest
from ops.cost.prices import prices_of
from ops.cost.report import as_json, tables
from ops.cost.resources import of_assembly, synthesised
from ops.session import RefusalError


def main(argv: Sequence[str] | None = None) -> int:
    asked = _asked(argv)
    environment = config.load_or_exit(asked.environment)
    try:
        prices = prices_of(environment.region)
        resources = (
            of_assembly(asked.assembly, environment.name)
            if asked.assembly
            else synthesised(environment.name)
        )
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 2
    estimate = estimated([*resources, *metrics_told_at_rest(resources)], prices)
    if asked.json:
        print(json.dumps(as_json(estimate, environment), indent=2))
    else:
        show(tables(estimate, environment))
    return 0


def _asked(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.cost", description=__doc__)
    parser.add_argument("--environment", default="dev", help="default: dev")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument(
        "--assembly", type=Path, help="a synthesised assembly, such as cdk.out; default: synthesise"
    )
    return parser.parse_args(argv)


if __name__ == "__main__":
    run(main)
