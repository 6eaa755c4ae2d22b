"""Puts prices on the resources of an environment, line by line, and leaves none out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ops.cost.charges import Charged, Free, charge
from ops.cost.prices import Price
from ops.cost.resources import Resource


@dataclass(frozen=True, kw_only=True)
class Line:
    resource: Resource
    price: Price
    quantity: Decimal

    @property
    def usd_a_month(self) -> Decimal:
        return self.price.a_month(self.quantity)


@dataclass(kw_only=True)
class Estimate:
    """Every resource is in exactly one of the three."""

    lines: list[Line] = field(default_factory=list)
    free: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many of a type, and why they are free."""
    unpriced: list[tuple[Resource, str]] = field(default_factory=list)

    @property
    def usd_a_month(self) -> Decimal:
        return sum((line.usd_a_month for line in self.lines), Decimal(0))


def estimated(resources: Iterable[Resource], prices: Mapping[str, Price]) -> Estimate:
    estimate = Estimate()
    for resource in resources:
        found = charge(resource.type, resource.properties)
        if isinstance(found, Charged):
            price = prices.get(found.price)
            if price is None:
                estimate.unpriced.append((resource, f"the region has no price for {found.price}"))
            else:
                line = Line(resource=resource, price=price, quantity=found.quantity)
                estimate.lines.append(line)
        elif isinstance(found, Free):
            estimate.free[resource.type, found.because] += 1
        else:
            estimate.unpriced.append((resource, found.because))
    estimate.lines.sort(key=_dearest_first)
    return estimate


def _dearest_first(line: Line) -> tuple[Decimal, str, str]:
    return -line.usd_a_month, line.resource.stack, line.resource.path
