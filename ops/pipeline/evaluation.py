"""evaluation.json: what a model was measured to do, and what the gate made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Champion:
    compared: bool
    better: bool
    metrics: Mapping[str, float]


@dataclass(frozen=True)
class Confusion:
    labels: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    """The truth of each row; what was said of each column."""


@dataclass(frozen=True)
class Evaluation:
    uri: str
    metrics: Mapping[str, float]
    passed: bool | None = None
    reason: str = ""
    champion: Champion | None = None
    confusion: Confusion | None = None
    compression: Mapping[str, Any] = field(default_factory=dict)
    rows: int | None = None
    """On how many held-out rows."""


def read_evaluation(uri: str, body: Mapping[str, Any]) -> Evaluation:
    gate, champion = body.get("gate", {}), body.get("champion")
    confusion = body.get("confusion")
    return Evaluation(
        uri=uri,
        metrics=_values(body.get("metrics", {})),
        passed=bool(gate["passed"]) if "passed" in gate else None,
        reason=str(gate.get("reason", "")),
        champion=_champion(champion) if champion else None,
        confusion=_confusion(confusion) if confusion else None,
        compression=body.get("compression", {}),
        rows=body.get("rows"),
    )


def _champion(body: Mapping[str, Any]) -> Champion:
    compared, better = (bool(body.get(word)) for word in ("compared", "better"))
    return Champion(compared, better, _values(body.get("metrics", {})))


def _confusion(body: Mapping[str, Any]) -> Confusion:
    rows = tuple(tuple(map(int, row)) for row in body["rows"])
    return Confusion(tuple(map(str, body["labels"])), rows)


def _values(metrics: Mapping[str, Any]) -> dict[str, float]:
    """SageMaker's own form is {"value": 0.98}; a plain number says the same."""
    plain = {
        name: one.get("value") if isinstance(one, Mapping) else one for name, one in metrics.items()
    }
    return {name: float(value) for name, value in plain.items() if value is not None}
