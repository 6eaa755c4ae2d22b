"""A plan: the work of an array job cut into chunks, with what that is expected to cost and take."""

import math
from dataclasses import dataclass
from functools import cached_property

from ops.sizing.child import Child
from ops.sizing.finish import finish_seconds
from ops.sizing.work import HOUR, Terms, Work


@dataclass(frozen=True)
class Plan:
    """Child i takes the items from i * chunk, chunk of them; the last takes what is left."""

    chunk: int
    work: Work
    terms: Terms

    @property
    def children(self) -> int:
        return self.work.children(self.chunk)

    @cached_property
    def child(self) -> Child:
        """Any but the last."""
        return Child(self.chunk, self.work, self.terms)

    @cached_property
    def paid_seconds(self) -> float:
        last = Child(self.work.last(self.chunk), self.work, self.terms)
        return (self.children - 1) * self.child.expected_seconds + last.expected_seconds

    @property
    def usd(self) -> float:
        return self.paid_seconds / HOUR * self.terms.usd_per_hour

    @cached_property
    def seconds(self) -> float:
        """Until the last child is through."""
        return finish_seconds(self.child, children=self.children, at_once=self.terms.at_once)

    @cached_property
    def risk(self) -> float:
        """How likely it is that any child runs out of attempts."""
        one = self.child.risk
        return -math.expm1(self.children * math.log1p(-one)) if one < 1 else 1.0

    @property
    def side_by_side(self) -> int:
        return min(self.children, self.terms.at_once)

    @property
    def waves(self) -> int:
        return math.ceil(self.children / self.side_by_side)

    @property
    def in_time(self) -> bool:
        return self.child.longest_seconds <= self.terms.timeout_seconds

    @property
    def safe(self) -> bool:
        return self.risk <= self.terms.most_risk
