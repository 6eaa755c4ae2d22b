"""How long to wait before a failed step is tried again, and whether at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_SECONDS_PER_MINUTE = 60
_DEFAULT_INTERVAL_S = 1
_DEFAULT_BACKOFF = 2.0


@dataclass
class Retries:
    """Each policy counts the failures that it is for."""

    policies: Sequence[Mapping[str, Any]]
    _counts: dict[int, int] = field(default_factory=dict)
    _waited_s: dict[int, float] = field(default_factory=dict)

    def wait_s(self, kind: str | None) -> float | None:
        """In seconds of AWS; None if the step has failed for good."""
        for index, policy in enumerate(self.policies):
            if kind in policy.get("ExceptionType", []):
                return self._next(index, policy)
        return None

    def _next(self, index: int, policy: Mapping[str, Any]) -> float | None:
        count = self._counts.get(index, 0)
        interval = policy.get("IntervalSeconds", _DEFAULT_INTERVAL_S)
        wait: float = interval * policy.get("BackoffRate", _DEFAULT_BACKOFF) ** count
        waited = self._waited_s.get(index, 0.0) + wait
        self._counts[index], self._waited_s[index] = count + 1, waited
        if "ExpireAfterMin" in policy:
            return wait if waited <= policy["ExpireAfterMin"] * _SECONDS_PER_MINUTE else None
        return wait if count < policy.get("MaxAttempts", 1) else None
