"""What becomes of the other zones while spot of one stays, and when it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from millrace.domain.deadlines.stretches import AGES, age_group

Two: TypeAlias = tuple[float, float]
"""Of a zone that is the only one with spot, and of one in company."""


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    seconds: Two = (0.0, 0.0)
    changes: Two = (0.0, 0.0)
    """How often company came, and how often it went, while the zone stayed."""
    lost: Two = (0.0, 0.0)
    caught: Two = (0.0, 0.0)
    """How often another zone had spot when the zone lost it."""
    landed: tuple[float, ...] = (0.0,) * (2 * len(AGES))
    """By the age of the oldest spot then left, alone or in company."""

    def seen(
        self,
        before: Mapping[str, bool],
        now: Mapping[str, bool],
        *,
        ages: Sequence[float],
        passed: float,
    ) -> "Neighbours":
        """``ages`` of the zones that have spot now."""
        found = self
        had = [zone for zone, up in before.items() if up and zone in now]
        for zone in had:
            company = len(had) > 1
            others = len(ages) - now[zone]
            if now[zone]:
                found = found.stayed(company=company, changed=bool(others) != company, by=passed)
            else:
                found = found.went(company=company, ages=ages)
        return found

    def stayed(self, *, company: bool, changed: bool, by: float) -> "Neighbours":
        return replace(
            self,
            seconds=_plus(self.seconds, by, at=company),
            changes=_plus(self.changes, float(changed), at=company),
        )

    def went(self, *, company: bool, ages: Sequence[float]) -> "Neighbours":
        landed = list(self.landed)
        if ages:
            landed[2 * age_group(max(ages)) + (len(ages) > 1)] += 1
        return replace(
            self,
            lost=_plus(self.lost, 1.0, at=company),
            caught=_plus(self.caught, float(bool(ages)), at=company),
            landed=tuple(landed),
        )


def _plus(two: Two, more: float, *, at: bool) -> Two:
    alone, together = two
    return (alone, together + more) if at else (alone + more, together)
