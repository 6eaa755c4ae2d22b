"""How fast a type is against another: measured, published, or assumed equal, and never mixed up."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("gpu_speeds.json")


class Basis(StrEnum):
    MEASURED = "measured"
    SAME_GPU = "measured on that GPU"
    PUBLISHED = "published, at best"
    ASSUMED = "assumed equal"


@dataclass(frozen=True)
class Speed:
    seconds: float
    """Of an item, or of an hour's work on the reference type if nobody measured any."""
    basis: Basis


def gpu_of(type_: str) -> str | None:
    """Its GPU, if it is one that figures are known for."""
    name: str | None = _facts()["gpus"].get(type_.partition(".")[0])
    return name


def speed(type_: str, measured: Mapping[str, float], *, reference: str) -> Speed:
    if type_ in measured:
        return Speed(measured[type_], Basis.MEASURED)
    gpu = gpu_of(type_)
    for other, seconds in measured.items():
        if gpu is not None and gpu == gpu_of(other):
            return Speed(seconds, Basis.SAME_GPU)
    times = times_as_fast(gpu, gpu_of(reference))
    if times is None:
        return Speed(measured[reference], Basis.ASSUMED)
    return Speed(measured[reference] / times, Basis.PUBLISHED)


def times_as_fast(gpu: str | None, than: str | None) -> float | None:
    """By figures that compare both with one third GPU at least; None if there are none."""
    if gpu is None or than is None:
        return None
    bases = {next(iter(one["speeds"])) for one in _facts()["compared"]}
    for base in sorted(bases):
        known = {base: 1.0}
        for one in _facts()["compared"]:
            if base in one["speeds"]:
                known.update(one["speeds"])
        if gpu in known and than in known:
            return known[gpu] / known[than]
    return None


def sources() -> list[str]:
    return [f"{_ratio(one['speeds'])} ({one['what']}; {one['source']})" for one in _compared()]


def _compared() -> list[dict[str, Any]]:
    compared: list[dict[str, Any]] = _facts()["compared"]
    return compared


def _ratio(speeds: Mapping[str, float]) -> str:
    (slow, _), (fast, times) = speeds.items()
    return f"{fast} {times:g} times {slow}"


@cache
def _facts() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(_FILE.read_text())
    return read
