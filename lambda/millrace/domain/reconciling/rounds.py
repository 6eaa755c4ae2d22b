"""Who is looked at when there are too many for one round: everybody in turn, without a cursor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

EVERY = timedelta(minutes=5)
LATELY = timedelta(hours=1)
"""How far each round looks back for what ended unseen: a dozen rounds may fail."""
LONG = timedelta(hours=26)
"""How far one round of an hour looks back: a day without any is made good."""
_ROUNDS_OF_AN_HOUR = timedelta(hours=1) // EVERY
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, kw_only=True)
class Round:
    number: int
    now: datetime

    @classmethod
    def of(cls, scheduled_at: datetime, *, now: datetime) -> "Round":
        """Lambda's second try of a round is the same one."""
        return cls(number=(scheduled_at - _EPOCH) // EVERY, now=now)

    @property
    def looks_back_to(self) -> datetime:
        is_long = self.number % _ROUNDS_OF_AN_HOUR == 0
        return self.now - (LONG if is_long else LATELY)

    def share(self, weights: Mapping[str, int], *, most: int) -> list[str]:
        """All of them, or else those whose turn it is, which weigh about `most` together.

        They are dealt out by their digests into 2, 4, 8, ... parts. Whoever is in part `p` of 8 is
        in part `p % 4` of 4, so he is looked at once in 8 rounds even if the number of parts
        changes between them. The order changes with the round: if one breaks off, it is not always
        the same ones that lose.
        """
        parts = 1
        while parts * most < sum(weights.values()):
            parts *= 2
        turn = self.number % parts
        mine = [one for one in weights if _place(one) % parts == turn]
        return sorted(mine, key=lambda one: _place(f"{self.number}|{one}"))


def _place(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big")
