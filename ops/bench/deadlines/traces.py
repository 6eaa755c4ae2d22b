"""Traces of spot: how many instances were to be had at each tick, in one zone each."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ops.session import RefusalError

_ZONE = re.compile(r"(?P<region>[a-z]+(?:-[a-z]+)+-\d+)[a-z]")


@dataclass(frozen=True)
class Trace:
    name: str
    region: str
    gap: int
    """Seconds between two ticks."""
    seen: tuple[bool | None, ...]
    """Whether any was to be had; None where nobody looked."""


@dataclass(frozen=True)
class Group:
    """Traces between which a job may move."""

    region: str
    traces: tuple[Trace, ...]

    @property
    def gap(self) -> int:
        return self.traces[0].gap

    @property
    def zones(self) -> tuple[str, ...]:
        return tuple(trace.name for trace in self.traces)

    @cached_property
    def available(self) -> NDArray[np.bool_]:
        """By zone and tick; what nobody saw was not to be had."""
        longest = max(len(trace.seen) for trace in self.traces)
        found = np.zeros((len(self.traces), longest), dtype=np.bool_)
        for row, trace in zip(found, self.traces, strict=True):
            row[: len(trace.seen)] = [bool(up) for up in trace.seen]
        return found


def groups(folder: Path, *, region: str | None = None) -> list[Group]:
    """Each trace alone, and those of one region together where it has several."""
    traces = [_read(path) for path in sorted(folder.glob("*.json"))]
    traces = [trace for trace in traces if region in (None, trace.region)]
    if not traces:
        of_region = f" of {region}" if region else ""
        raise RefusalError(f"{folder} holds no trace{of_region}: no file *.json of that name")
    alone = [Group(trace.region, (trace,)) for trace in traces]
    return [*alone, *_together(traces)]


def _together(traces: list[Trace]) -> Iterator[Group]:
    by_region = sorted(traces, key=lambda trace: (trace.region, trace.gap, trace.name))
    for (region, _), of_one in groupby(by_region, key=lambda trace: (trace.region, trace.gap)):
        zones = tuple(of_one)
        if len(zones) > 1:
            yield Group(region, zones)


def _read(path: Path) -> Trace:
    zone = _ZONE.match(path.name)
    if zone is None:
        raise RefusalError(f"{path.name}: a trace's name begins with its zone, as us-east-1a_...")
    try:
        told: Any = json.loads(path.read_text())
        gap, data = told["metadata"]["gap_seconds"], told["data"]
        seen = tuple(None if count is None else count > 0 for count in data)
    except (ValueError, KeyError, TypeError) as error:
        raise RefusalError(f"{path.name}: no metadata.gap_seconds, or no list data") from error
    if gap != int(gap) or gap <= 0:
        raise RefusalError(f"{path.name}: gap_seconds must be whole seconds above 0, got {gap}")
    return Trace(path.stem, zone["region"], int(gap), seen)
