"""The words of the command line."""

import argparse
import math
from collections.abc import Sequence

from config import Capacity
from ops.sizing.facts import spot_facts

_MOST_RISK = 0.01
_DESCRIPTION = "Plans a job, shows what it is expected to take and to cost, and submits it."


def asked(argv: Sequence[str] | None, *, usage: str = _DESCRIPTION) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.submit", description=usage)
    parser.add_argument("--environment", default="local", help="default: local")
    parser.add_argument("--job", required=True, help="a job under training or processing")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter of the job; may be given again",
    )
    parser.add_argument("--team", help="whose share it takes; default: the job's, else shared")
    parser.add_argument("--fleet", help="default: the job's")
    parser.add_argument("--queue", help="a queue of the fleet; default: the job's")
    parser.add_argument("--capacity", choices=[*map(str, Capacity)], help="default: the job's")
    parser.add_argument("--deadline", metavar="TIME", help="by when it must be done, with its zone")
    parser.add_argument(
        "--work-minutes", type=_above_zero, help="what it takes without an interruption, estimated"
    )
    parser.add_argument("--yes", action="store_true", help="submit the plan without asking")
    parser.add_argument("--plan-only", action="store_true", help="show the plan, submit nothing")
    _array(parser.add_argument_group("an array job, which cuts its items into chunks"))
    return parser.parse_args(argv)


def _array(group: argparse._ArgumentGroup) -> None:
    facts = spot_facts()
    group.add_argument("--items", type=_integer, help="how many; without it one job, and no plan")
    group.add_argument("--seconds-per-item", type=_number, help="measured, on one child's share")
    group.add_argument("--spread-seconds", type=_number, default=0.0, help="their deviation (0)")
    group.add_argument(
        "--startup-seconds",
        type=_number,
        default=facts.startup_seconds,
        help=f"of each attempt, before its first item ({facts.startup_seconds:g}, assumed)",
    )
    group.add_argument("--checkpoint-seconds", type=_above_zero, help="what writing one takes")
    group.add_argument("--chunk", type=_integer, help="items of a child; default: the cheapest")
    group.add_argument("--within-minutes", type=_number, default=math.inf, help="finish by then")
    group.add_argument(
        "--risk", type=_share, default=_MOST_RISK, help="that a child runs out of attempts (0.01)"
    )
    group.add_argument(
        "--interruptions-per-hour",
        type=_number,
        default=facts.interruptions_per_hour,
        help=f"of a spot instance ({facts.interruptions_per_hour:g}: docs/sizing.md)",
    )
    group.add_argument(
        "--spot-discount",
        type=_share,
        default=facts.discount,
        help=f"of the on-demand price ({facts.discount:g}, assumed)",
    )


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a whole number, got {text!r}") from None


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number >= 0):
        raise argparse.ArgumentTypeError(f"must be a number of 0 or more, got {text!r}")
    return number


def _above_zero(text: str) -> float:
    if not (number := _number(text)):
        raise argparse.ArgumentTypeError(f"must be a number above 0, got {text!r}")
    return number


def _share(text: str) -> float:
    number = _number(text)
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError(f"must be above 0 and below 1, got {text!r}")
    return number
