"""What was seen of spot, kept as small as a decision needs it, one look after the other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import TypeAlias

from millrace.domain.deadlines.neighbours import Neighbours
from millrace.domain.deadlines.stretches import GAP, Stretches

Observation: TypeAlias = tuple[datetime, bool]
"""When somebody asked for spot in a zone, and whether it was to be had."""


@dataclass(frozen=True, kw_only=True)
class Past:
    """Of zones between which a job may move."""

    zones: Mapping[str, Stretches] = field(default_factory=dict)
    anywhere: Stretches | None = None
    """Of all zones as if they were one."""
    neighbours: Neighbours = field(default_factory=Neighbours)

    @classmethod
    def of(cls, observations: Mapping[str, Sequence[Observation]]) -> "Past":
        looks = ((at, zone, up) for zone, seen in observations.items() for at, up in seen)
        past = cls()
        for at, of_moment in groupby(sorted(looks), key=lambda look: look[0]):
            past = past.seen(at, {zone: up for _, zone, up in of_moment})
        return past

    def seen(self, at: datetime, available: Mapping[str, bool]) -> "Past":
        """Looks must come in their order; one that was seen already changes nothing."""
        when = at.timestamp()
        if not available or (self.anywhere is not None and when <= self.anywhere.last):
            return self
        before = self._before(when)
        zones = {**self.zones}
        for zone, up in available.items():
            known = zones.get(zone)
            zones[zone] = known.seen(when, up=up) if known else Stretches.first(when, up=up)
        some = any(available.values())
        known = self.anywhere
        anywhere = known.seen(when, up=some) if known else Stretches.first(when, up=some)
        neighbours = self.neighbours
        if before and len(available) > 1:
            ages = [zones[zone].age for zone, up in available.items() if up]
            passed = when - (known.last if known else when)
            neighbours = neighbours.seen(before, available, ages=ages, passed=passed)
        return replace(self, zones=zones, anywhere=anywhere, neighbours=neighbours)

    def _before(self, when: float) -> Mapping[str, bool]:
        """What the look before this one saw, if it was not too long ago."""
        last = self.anywhere.last if self.anywhere else when
        if when - last > GAP:
            return {}
        return {zone: it.up for zone, it in self.zones.items() if it.last == last}

    def among(self, zones: Iterable[str]) -> list[Stretches]:
        return [self.zones[zone] for zone in zones if zone in self.zones]
