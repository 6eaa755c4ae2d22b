"""What compression made smaller, and what it cost: before, after, and how they compare."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ops.pipeline.evaluation import Evaluation


@dataclass(frozen=True)
class Change:
    what: str
    before: str
    after: str
    share: float | None
    """Of before, in per cent."""


@dataclass(frozen=True)
class Compressed:
    changes: tuple[Change, ...]
    accepted: bool
    reasons: tuple[str, ...]
    done: str


def compression(evaluation: Evaluation | None) -> Compressed | None:
    section = evaluation.compression if evaluation else {}
    if not section:
        return None
    before, after, verdict = section["before"], section["after"], section.get("verdict", {})
    changes = [_change(row, before, after) for row in _ROWS if row[1] in before and row[1] in after]
    return Compressed(
        tuple(changes),
        bool(verdict.get("accepted")),
        tuple(map(str, verdict.get("reasons", ()))),
        _done(section.get("plan", {})),
    )


def _change(
    row: tuple[str, str, Callable[[float], str]],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> Change:
    what, key, told = row
    was, now = float(before[key]), float(after[key])
    share = round(100 * now / was, 1) if was else None
    return Change(what, told(was), told(now), share)


def _done(plan: Mapping[str, Any]) -> str:
    """Such as: prune (fraction 0.9, of weights), share (values 16)."""
    told = []
    for name, settings in plan.items():
        if name in {"prune", "share", "quantise"} and isinstance(settings, Mapping):
            words = ", ".join(f"{key} {value}" for key, value in settings.items())
            told.append(f"{name} ({words})")
    return ", ".join(told)


def _bytes(size: float) -> str:
    return f"{size:,.0f} bytes"


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:.3g} ms"


def _accuracy(value: float) -> str:
    return f"{value:.4f}"


_ROWS: tuple[tuple[str, str, Callable[[float], str]], ...] = (
    ("size on disk", "disk_bytes", _bytes),
    ("size as loaded", "loaded_bytes", _bytes),
    ("latency of one sample", "single_ms", _ms),
    ("latency of a batch", "batch_ms", _ms),
    ("accuracy", "accuracy", _accuracy),
)
