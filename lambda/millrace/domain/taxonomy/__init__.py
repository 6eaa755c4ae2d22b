"""The failures that the desk knows: rules from real messages to classes, kept as data beside it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_RULES = ("desk", "placement", "containers", "jobs", "sagemaker", "exits")
"""In the order in which they are asked: the first that matches decides."""
UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Rule:
    id: str
    cls: str
    of: Sequence[str]
    """Services and kinds."""
    where: str
    matches: Mapping[str, Any]
    """One of prefix, regex and number."""
    message: str
    """The one that it was made from."""
    source: str
    verified: bool
    exit_code: int | None = None
    """That came along with the message."""

    def matches_text(self, text: str) -> bool:
        """A container's reason stands behind the attempt's own and a colon."""
        if self._prefix is not None:
            return text.startswith(self._prefix) or f": {self._prefix}" in text
        if self._pattern is not None:
            return self._pattern.search(text) is not None
        return text == str(self.matches["number"])

    @property
    def _prefix(self) -> str | None:
        return self.matches.get("prefix")

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        regex = self.matches.get("regex")
        return None if regex is None else re.compile(regex, re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class FailureClass:
    name: str
    says: str
    """What happened: a clause that goes on after the job's name."""
    advise: str
    actions: Sequence[str]
    """What the desk orders: the first of them that is possible."""
    cap: int
    """From so many jobs submitted in place of the first on, none of them is."""
    tells: bool
    """Whether a person is told when nothing is ordered."""


@cache
def rules() -> Sequence[Rule]:
    """Read when the first job has failed: most deliveries tell of none."""
    found = [entry for name in _RULES for entry in _read(name)]
    return [Rule(cls=entry.pop("class"), **entry) for entry in found]


@cache
def classes() -> Mapping[str, FailureClass]:
    return {name: FailureClass(name=name, **told) for name, told in _read("classes").items()}


def _read(name: str) -> Any:
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
