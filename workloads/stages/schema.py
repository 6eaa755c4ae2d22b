"""What a workload says its rows are."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Column:
    name: str
    at_least: float = -math.inf
    at_most: float = math.inf
    whole: bool = False

    @property
    def allowed(self) -> str:
        kind = "a whole number" if self.whole else "a number"
        if math.isfinite(self.at_most):
            return f"{kind} from {self.at_least:g} to {self.at_most:g}"
        return f"{kind} from {self.at_least:g}" if math.isfinite(self.at_least) else kind

    def takes(self, number: float) -> bool:
        """NaN is between no two numbers, and infinity is no number to learn from."""
        within = math.isfinite(number) and self.at_least <= number <= self.at_most
        return within and (not self.whole or number == int(number))


@dataclass(frozen=True, kw_only=True)
class Schema:
    features: tuple[Column, ...]
    label: str
    labels: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Of the features, in the order in which every model of the workload reads them."""
        return tuple(each.name for each in self.features)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.names, self.label)
