"""What became of many events, counted."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    events: int = 0
    found: Counter[str] = field(default_factory=Counter)
    """Where they were found: ledger, ignored, dead letters; back in the queue, or lost."""
    families: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    """By the reasons that reading them gives."""
    counted: Counter[str] = field(default_factory=Counter)
    """By the reasons that CloudWatch was told."""
    refusals: Counter[str] = field(default_factory=Counter)
    """What AWS would not take."""
    astray: list[str] = field(default_factory=list)
    """Good events that were not found where good events belong."""
    crashes: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """What comes back for ever is lost as well."""
        return self.found["lost"] + self.found["the queue"]

    @property
    def is_clean(self) -> bool:
        wrong = (self.lost, self.crashes, self.astray, self.refusals)
        return not any(wrong) and self.ignored == self.counted

    def __str__(self) -> str:
        lines = [f"{self.events:,} events, {self.lost} lost, {len(self.crashes)} crashes"]
        lines += [f"  {count:7,} {place}" for place, count in self.found.most_common()]
        lines += [f"  {count:7,} ignored: {why}" for why, count in self.ignored.most_common()]
        lines += [f"  {count:7,} {family}" for family, count in sorted(self.families.items())]
        for wrong in (self.astray, self.crashes, [*self.refusals]):
            lines += [f"  {one[:200]}" for one in wrong[:5]]
        return "\n".join(lines)
