"""The past as text, to be kept in a table between two looks."""

import dataclasses
import json
from typing import Any

from millrace.domain.deadlines.neighbours import Neighbours
from millrace.domain.deadlines.past import Past
from millrace.domain.deadlines.stretches import Stretches


def dump(past: Past) -> str:
    return json.dumps(dataclasses.asdict(past), separators=(",", ":"))


def load(text: str) -> Past:
    told = json.loads(text)
    anywhere = told["anywhere"]
    return Past(
        zones={zone: _stretches(it) for zone, it in told["zones"].items()},
        anywhere=_stretches(anywhere) if anywhere else None,
        neighbours=Neighbours(**{name: tuple(it) for name, it in told["neighbours"].items()}),
    )


def _stretches(told: dict[str, Any]) -> Stretches:
    lived, ended = ((tuple(down), tuple(up)) for down, up in (told["lived"], told["ended"]))
    return Stretches(**{**told, "lived": lived, "ended": ended})
