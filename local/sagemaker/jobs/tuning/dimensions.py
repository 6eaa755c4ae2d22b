"""The ranges that hyperparameters are drawn from, each seen as numbers between 0 and 1."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

_WIDE = 100
"""Auto takes a range for logarithmic when its ends are so far apart."""


class Dimension(Protocol):
    @property
    def name(self) -> str: ...

    def at(self, share: float) -> str:
        """The value for a number from 0 (inclusive) to 1."""
        ...

    def features(self, text: str) -> list[float]:
        """What a model of the objective sees of a value."""
        ...


@dataclass(frozen=True)
class Scale:
    least: float
    most: float
    kind: str

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Scale":
        least, most = float(given["MinValue"]), float(given["MaxValue"])
        kind = given.get("ScalingType", "Auto")
        if kind == "Auto":
            kind = "Logarithmic" if least > 0 and most / least >= _WIDE else "Linear"
        return cls(least, most, kind)

    def value(self, share: float) -> float:
        bent = self._bent(self.least) + share * (self._bent(self.most) - self._bent(self.least))
        return min(max(self._straight(bent), self.least), self.most)

    def share(self, value: float) -> float:
        width = self._bent(self.most) - self._bent(self.least)
        return (self._bent(value) - self._bent(self.least)) / width if width else 0.0

    def _bent(self, value: float) -> float:
        match self.kind:
            case "Logarithmic":
                return math.log(value)
            case "ReverseLogarithmic":
                return -math.log1p(-value)
            case _:
                return value

    def _straight(self, bent: float) -> float:
        match self.kind:
            case "Logarithmic":
                return math.exp(bent)
            case "ReverseLogarithmic":
                return -math.expm1(-bent)
            case _:
                return bent


@dataclass(frozen=True)
class Continuous:
    name: str
    scale: Scale

    def at(self, share: float) -> str:
        return f"{self.scale.value(share):.12g}"

    def features(self, text: str) -> list[float]:
        return [self.scale.share(float(text))]


@dataclass(frozen=True)
class Integer:
    name: str
    scale: Scale

    def at(self, share: float) -> str:
        return str(round(self.scale.value(share)))

    def features(self, text: str) -> list[float]:
        return [self.scale.share(float(text))]


@dataclass(frozen=True)
class Categorical:
    name: str
    values: Sequence[str]

    def at(self, share: float) -> str:
        return self.values[min(int(share * len(self.values)), len(self.values) - 1)]

    def features(self, text: str) -> list[float]:
        return [float(text == value) for value in self.values]


def dimensions(ranges: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Dimension]:
    return [
        *(Integer(one["Name"], Scale.of(one)) for one in ranges.get("IntegerParameterRanges", [])),
        *(
            Continuous(one["Name"], Scale.of(one))
            for one in ranges.get("ContinuousParameterRanges", [])
        ),
        *(
            Categorical(one["Name"], list(one["Values"]))
            for one in ranges.get("CategoricalParameterRanges", [])
        ),
    ]
