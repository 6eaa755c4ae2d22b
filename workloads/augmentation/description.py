"""What is done to images, as a workload's file says it: frozen, and equal when it does the same."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from workloads.augmentation.kinds import KINDS

Outside: TypeAlias = Literal["black", "edge", "mirror"]
"""What is seen where a moved image ends: nothing, its last pixels drawn out, or it, mirrored."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    name: str
    strength: float = 0.0
    probability: float = 1.0
    """Of a sample; those it passes over stay as they are, bit for bit."""

    @property
    def is_on(self) -> bool:
        return self.probability > 0 and (self.strength > 0 or not KINDS[self.name].has_strength)

    def as_plain(self) -> dict[str, float]:
        strength = {"strength": self.strength} if KINDS[self.name].has_strength else {}
        return {**strength, "probability": self.probability}


@dataclass(frozen=True, kw_only=True)
class Augmentation:
    """Without a word, nothing is done. ``read_augmentation`` makes one, and checks it."""

    operations: tuple[Operation, ...] = ()
    """In the order in which they are done; those that change nothing are left out."""
    outside: Outside = "black"
    mix_in: tuple[tuple[str, float], ...] = ()
    """Further sources by name, each with its share of all samples."""

    def operation(self, name: str) -> Operation | None:
        return next((each for each in self.operations if each.name == name), None)

    def strength(self, name: str) -> float:
        """0 where the operation is off."""
        operation = self.operation(name)
        return operation.strength if operation else 0.0

    def as_plain(self) -> dict[str, Any]:
        """What ``read_augmentation`` reads back, for a file or a report."""
        operations = {each.name: each.as_plain() for each in self.operations}
        return {**operations, "outside": self.outside, "mix_in": dict(self.mix_in)}
