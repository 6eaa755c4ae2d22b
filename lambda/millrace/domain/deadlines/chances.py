"""What the past lets expect of spot: how soon a stretch ends at its age, and what follows."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from millrace.domain.deadlines.neighbours import Neighbours, Two
from millrace.domain.deadlines.past import Past
from millrace.domain.deadlines.stretches import AGES, ByAge, Stretches, age_group

_GROWTH = 4
"""Each age is so many times as old as the one before."""
_OUTLIVES = 0.5
"""With nothing seen: the chance that a stretch grows four times as old as it is."""


def _unseen(age: int) -> float:
    """Ends per second, of a stretch of that age, before anything was seen."""
    end = AGES[age + 1] if age + 1 < len(AGES) else AGES[age] * _GROWTH
    return -math.log(_OUTLIVES) / (end - end / _GROWTH)


UNSEEN: ByAge = tuple(_unseen(age) for age in range(len(AGES)))


@dataclass(frozen=True, kw_only=True)
class Chances:
    """Rates are per second; what was never seen counts as one stretch that went as expected."""

    spot: ByAge
    drought: ByAge
    zones: Mapping[str, ByAge] = field(default_factory=dict)
    """Of spot in each."""
    company: Two = (0.0, 0.0)
    """How fast the only zone with spot gets company, and how fast one in company loses it."""
    caught: Two = (0.0, 0.0)
    landing: Sequence[float] = ()
    """Empty where there is one zone."""

    @property
    def sides(self) -> int:
        return 2 if self.landing else 1

    @classmethod
    def after(cls, past: Past, zones: Iterable[str]) -> "Chances":
        names = sorted(zones)
        spot = _rates([it.count(up=True) for it in past.among(names)], UNSEEN)
        seen = [past.anywhere] if past.anywhere else []
        drought = _rates([it.count(up=False) for it in seen], UNSEEN)
        if len(names) == 1:
            return cls(spot=spot, drought=drought, zones=dict.fromkeys(names, spot))
        near = past.neighbours
        return cls(
            spot=spot,
            drought=drought,
            zones={zone: _rates([_of(past, zone)], spot, weight=2.0) for zone in names},
            company=(_change(near, 0), _change(near, 1)),
            caught=(_share(near, 0, expected=0.1), _share(near, 1, expected=0.9)),
            landing=_landing(near),
        )

    def residual(self, zone: str, age: float) -> float:
        """Seconds that half of such runs outlive."""
        rates, left, start = self.zones.get(zone, self.spot), math.log(2), age
        for group in range(age_group(age), len(AGES) - 1):
            room = (AGES[group + 1] - start) * rates[group]
            if room >= left:
                return start - age + left / rates[group]
            left, start = left - room, AGES[group + 1]
        return start - age + left / rates[-1]

    def expected(self, zone: str, age: float, *, within: float) -> float:
        """Seconds that such a run is expected to last of the next ones."""
        rates, alive, found, start = self.zones.get(zone, self.spot), 1.0, 0.0, age
        for group in range(age_group(age), len(AGES)):
            last = AGES[group + 1] if group + 1 < len(AGES) else math.inf
            end = min(last, age + within)
            survives = alive * math.exp(-rates[group] * (end - start))
            found += (alive - survives) / rates[group]
            alive, start = survives, end
            if start >= age + within:
                break
        return found


def _of(past: Past, zone: str) -> tuple[ByAge, ByAge]:
    known: Stretches | None = past.zones.get(zone)
    return known.count(up=True) if known else ((0.0,) * len(AGES), (0.0,) * len(AGES))


def _rates(counts: Sequence[tuple[ByAge, ByAge]], expected: ByAge, *, weight: float = 1.0) -> ByAge:
    return tuple(
        (weight + sum(ended[age] for _, ended in counts))
        / (weight / rate + sum(lived[age] for lived, _ in counts))
        for age, rate in enumerate(expected)
    )


def _change(near: Neighbours, company: int) -> float:
    return (near.changes[company] + 1) / (near.seconds[company] + 1 / UNSEEN[1])


def _share(near: Neighbours, company: int, *, expected: float) -> float:
    return (near.caught[company] + expected) / (near.lost[company] + 1)


def _landing(near: Neighbours) -> tuple[float, ...]:
    total = sum(near.landed) + 1
    young_and_alone = 2
    return tuple((seen + (at == young_and_alone)) / total for at, seen in enumerate(near.landed))
