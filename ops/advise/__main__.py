"""python -m ops.advise: which instance type a measured job should run on."""

import argparse
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import config
from config import Environment
from config.catalogue import InstanceType, instance_types
from config.words import listed, nearest
from ops.advise.ranking import advice
from ops.advise.report import advice_table
from ops.command import count, run, show
from ops.session import RefusalError
from ops.sizing.facts import spot_facts
from ops.sizing.slots import Need

Load: TypeAlias = Callable[[str], Environment]

_MIB = 1024


def main(argv: Sequence[str] | None = None, *, load: Load = config.load_or_exit) -> int:
    asked = _asked(argv)
    try:
        types = _types(asked, load)
        measured = _measured(asked.measured, types)
        found = advice(_need(asked), types, measured, price_of=1 - asked.spot_discount)
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 2
    show(advice_table(found, limit=asked.limit, discount=asked.spot_discount))
    if asked.fleet and found.useless:
        print(f"types of fleet {asked.fleet} that hold no copy: {listed(found.useless)}")
    return 0


def _types(asked: argparse.Namespace, load: Load) -> Mapping[str, InstanceType]:
    if asked.fleet is None:
        return instance_types()
    fleets = load(asked.environment).fleets
    if asked.fleet not in fleets:
        meant = nearest(asked.fleet, fleets)
        hint = f"; did you mean '{meant}'?" if meant else ""
        raise RefusalError(
            f"no fleet of instances is called '{asked.fleet}'; known: {listed(fleets)}{hint}"
        )
    return fleets[asked.fleet].choices


def _need(asked: argparse.Namespace) -> Need:
    gpus = asked.gpus if asked.gpus is not None else int(asked.gpu_memory_gib > 0)
    if asked.gpu_memory_gib and not gpus:
        raise RefusalError("--gpu-memory-gib asks for memory of a GPU, and --gpus for none")
    return Need(
        vcpus=asked.vcpus,
        memory_mib=math.ceil(asked.memory_gib * _MIB),
        gpus=gpus,
        gpu_memory_gib=asked.gpu_memory_gib,
    )


def _measured(given: Sequence[str], types: Mapping[str, InstanceType]) -> dict[str, float]:
    measured: dict[str, float] = {}
    for one in given:
        name, _, text = one.partition("=")
        if name not in types:
            meant = nearest(name, types)
            hint = f"; did you mean '{meant}'?" if meant else ""
            raise RefusalError(f"--measured {one}: no such instance type here{hint}")
        try:
            measured[name] = _above_zero(text)
        except argparse.ArgumentTypeError as error:
            raise RefusalError(f"--measured {one}: seconds {error}") from error
    return measured


def _asked(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.advise", description=__doc__)
    parser.add_argument("--vcpus", type=_above_zero, required=True, help="of one copy of the job")
    parser.add_argument("--memory-gib", type=_above_zero, required=True)
    parser.add_argument("--gpus", type=int, choices=range(17), metavar="N", help="whole ones")
    parser.add_argument("--gpu-memory-gib", type=_above_zero, default=0.0, help="of each GPU")
    parser.add_argument(
        "--measured",
        action="append",
        default=[],
        metavar="TYPE=SECONDS",
        help="seconds per item on a type, measured; may be given again",
    )
    parser.add_argument("--fleet", help="only its types; default: all that are known")
    parser.add_argument("--environment", default="dev", help="whose fleet; default: dev")
    parser.add_argument(
        "--spot",
        dest="spot_discount",
        action="store_const",
        const=spot_facts().discount,
        default=0.0,
        help="spot prices instead, as docs/sizing.md assumes them",
    )
    parser.add_argument("--limit", type=count, default=10, help="the first so many (10)")
    return parser.parse_args(argv)


def _above_zero(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number > 0):
        raise argparse.ArgumentTypeError(f"must be a number above 0, got {text!r}")
    return number


if __name__ == "__main__":
    run(main)
