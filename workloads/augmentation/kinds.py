"""The operations that there are, in the order in which they are done."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Kind:
    number: int
    """Which of a sample's draws are this operation's: never changed, so that an operation that is
    added, or done earlier, leaves what the others draw as it was.
    """
    strength: str
    """What its strength means; nothing where it is only done or not done."""
    at_most: float = 0

    @property
    def has_strength(self) -> bool:
        return bool(self.strength)


# As light goes: the thing moves, the lens blurs, the exposure varies, the sensor adds noise.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "flip": Kind(0, ""),
        "flip_vertically": Kind(1, ""),
        "crop": Kind(2, "share of the side", 0.5),
        "rotate": Kind(3, "degrees", 180),
        "scale": Kind(4, "share of the size", 1),
        "blur": Kind(5, "pixels", 5),
        "contrast": Kind(6, "share of the contrast", 1),
        "brightness": Kind(7, "share of full brightness", 1),
        "noise": Kind(8, "standard deviation", 0.5),
    }
)
