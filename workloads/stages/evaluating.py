"""The judgement of a model: what it makes of held-out rows, and whether it may be registered."""

import json
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workloads.stages import archives, champions, places, tables, transforms
from workloads.stages.gate import Metrics, Rule, read_gate
from workloads.stages.measuring import Measured, measure
from workloads.stages.scaling import Scaler
from workloads.stages.schema import Schema
from workloads.stages.settings import Settings
from workloads.stages.tables import Numbers, Table

SETTINGS = ("gate", *champions.SETTINGS)

Read = Callable[[Path, Numbers], Numbers]
"""From an unpacked model and scaled rows to a probability for each row and label."""


@dataclass(frozen=True, kw_only=True)
class Judge:
    schema: Schema
    read: Read
    settings: Settings
    test: Table
    transform: Scaler
    """The candidate's; a model that brings one of its own is read with that."""

    def measure(self, model: Path, scaler: Scaler | None) -> Measured:
        scaler = scaler or self.transform
        rows = scaler.apply(self.test.of(scaler.columns))
        return measure(self.read(model, rows), self.test.whole(self.schema.label), self.schema)

    def champion(self) -> Metrics | None:
        if not champions.there_is_one(self.settings):
            return None
        with tempfile.TemporaryDirectory() as name:
            model = champions.unpacked(self.settings, Path(name, "model"))
            own = champions.scaler(self.settings, model, Path(name, "transform"))
            return self.measure(model, own).metrics

    def evaluation(self, model: Path, compression: Mapping[str, Any] | None) -> dict[str, Any]:
        found = self.measure(model, transforms.its_own(model))
        gate = read_gate(self.settings.section("gate"), metrics=found.metrics)
        champion = self.champion() if gate.rule else None
        against = list(gate.shortfalls(found.metrics, champion=champion, compression=compression))
        return {
            "metrics": _valued(found.metrics),
            "gate": {
                "passed": int(not against),
                "reason": "; ".join(against) or "every condition is met",
            },
            "champion": _champion(found.metrics, champion, gate.rule),
            "confusion": {
                "labels": list(self.schema.labels),
                "rows": [list(row) for row in found.confusion],
            },
            "rows": len(self.test),
            **({"compression": compression} if compression else {}),
        }


def evaluate(schema: Schema, read: Read, settings: Settings) -> dict[str, Any]:
    """The whole stage; what it says is in evaluation.json, and comes back."""
    judge = Judge(
        schema=schema,
        read=read,
        settings=settings,
        test=tables.read(places.given("test")),
        transform=transforms.load(places.given("transform")),
    )
    with tempfile.TemporaryDirectory() as name:
        model = archives.unpack_folder(places.given("model"), Path(name))
        told = judge.evaluation(model, _compression())
    (places.made("evaluation") / "evaluation.json").write_text(
        json.dumps(told, indent=1, allow_nan=False), "utf-8"
    )
    return told


def _compression() -> Any:
    folder = places.given_if_there("compression")
    if folder is None:
        return None
    return json.loads((folder / "compression.json").read_text("utf-8"))["compression"]


def _champion(metrics: Metrics, champion: Metrics | None, rule: Rule | None) -> dict[str, Any]:
    """Where there is none, nothing is better than the candidate."""
    if champion is None or rule is None:
        return {"compared": 0, "better": 1, "metrics": {}}
    better = int(rule.is_met(metrics, champion))
    return {"compared": 1, "better": better, "metrics": _valued(champion)}


def _valued(metrics: Metrics) -> dict[str, dict[str, float]]:
    return {name: {"value": value} for name, value in metrics.items()}
