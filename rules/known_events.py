"""What the events of AWS look like: their sources, kinds, fields, and the words used in them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from rules.value import UNKNOWN

_KNOWN = Path(__file__).with_name("known_events.json")
_ANYTHING = "*"
_LIKENESS = 0.9
_BY_CLOUDTRAIL = (
    "AWS API Call via CloudTrail",
    "AWS Console Action via CloudTrail",
    "AWS Insight via CloudTrail",
    "AWS Service Event via CloudTrail",
)
ENVELOPE: Mapping[str, object] = dict.fromkeys(
    ("version", "id", "account", "time", "region", "resources", "replay-name"), UNKNOWN
)


@dataclass(frozen=True)
class Kinds:
    """The events of one source."""

    source: str
    only: bool
    """There are no others."""
    types: Mapping[str, object]
    """By detail-type: the detail, every value as all that it may be."""
    by_cloudtrail: object
    """The detail of what CloudTrail tells of the source."""

    def events(self, asked: list[Any]) -> Iterator[dict[str, object]]:
        """All of them, and what else there may be among the detail-types asked for."""
        for kind, detail in self.types.items():
            yield self._event(kind, detail)
        for kind in _BY_CLOUDTRAIL:
            yield self._event(kind, self.by_cloudtrail)
        named = [kind for kind in asked if isinstance(kind, str)]
        others = [kind for kind in named if not self._is_slip(kind)]
        yield from (self._event(kind, UNKNOWN) for kind in others)
        if not named and not self.only:
            yield self._event(UNKNOWN, UNKNOWN)

    def _event(self, kind: object, detail: object) -> dict[str, object]:
        return {**ENVELOPE, "source": self.source, "detail-type": kind, "detail": detail}

    def _is_slip(self, kind: str) -> bool:
        """It is none of the source's, or written almost as one of them."""
        known = {name.lower() for name in self.types}
        return self.only or bool(get_close_matches(kind.lower(), known, 1, _LIKENESS))


@cache
def known_events() -> Mapping[str, Kinds]:
    """By source."""
    written = json.loads(_KNOWN.read_text("utf-8"))
    calls = _read(written["by_cloudtrail"])
    return {
        source: Kinds(
            source,
            found["only"],
            {name: _read(body) for name, body in found["types"].items()},
            calls,
        )
        for source, found in written["events"].items()
    }


def _read(body: object) -> object:
    if isinstance(body, dict):
        return {name: _read(inner) for name, inner in body.items()}
    return UNKNOWN if body == _ANYTHING else body
