"""Workloads on paper: a sound one, and what it becomes when a value of it changes."""

import copy
from collections.abc import Mapping
from typing import Any

from pipelines import Definition, Surroundings
from pipelines.build import compose
from pipelines.fit import refuse_misfits
from pipelines.model.rules import broken_rules
from pipelines.model.workload import Workload

SOUND: dict[str, Any] = {
    "problem": "binary",
    "seed": 1,
    "image": {"framework": "pytorch", "version": "2.8.0", "python": "py312"},
    "stages": {name: {"minutes": 10} for name in ("ingest", "validate", "prepare", "evaluate")},
    "training": {
        "algorithm": "script",
        "script": "learn",
        "minutes": 60,
        "hyperparameters": {"epochs": 3, "learning_rate": 0.05, "optimizer": "adam"},
        "metrics": {"validation:accuracy": "validation accuracy ([0-9.]+)"},
        "objective": {"metric": "validation:accuracy", "goal": "maximize"},
    },
    "gate": {"accuracy": {"at_least": 0.9}, "champion": {"metric": "accuracy"}},
    "register": {
        "transform": {"framework": "sklearn", "version": "1.4-2-py312"},
        "model": {"framework": "pytorch", "version": "2.6.0", "python": "py312"},
    },
}


class _Off:
    """Has the same words in every process, as the names of tests must."""

    def __repr__(self) -> str:
        return "OFF"


OFF = _Off()
"""Stands for a key that is taken out."""


def changed(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """``{"training.minutes": 5}``: a path and what stands there instead."""
    made = copy.deepcopy(dict(base))
    for path, value in changes.items():
        *around, key = path.split(".")
        part = made
        for step in around:
            part = part.setdefault(step, {})
        if value is OFF:
            del part[key]
        else:
            part[key] = copy.deepcopy(value)
    return made


def surroundings(**others: Any) -> Surroundings:
    usual: dict[str, Any] = {
        "pipeline": "Millrace-dev-Example",
        "region": "us-east-1",
        "processing_instance": "ml.m5.large",
        "training_instance": "ml.m5.xlarge",
        "subnets": 2,
        "file_systems": frozenset({"efs", "lustre"}),
        "repositories": frozenset({"training", "serving"}),
    }
    return Surroundings(**{**usual, **others})


def every_step(author: Any) -> None:
    data = author.ingest()
    data = author.prepare(data, after=[author.validate(data)])
    data = author.augment(data)
    model = author.compress(author.learn(data), data)
    author.gate(author.evaluate(model, data), model=model, data=data)


def defined(changes: Mapping[str, Any] | None = None, **others: Any) -> Definition:
    """What a workload with these changes becomes in surroundings with these others."""
    workload = Workload.model_validate(changed(SOUND, changes or {}))
    around = surroundings(**others)
    assert list(broken_rules(workload)) == []
    refuse_misfits("example", workload, around)
    return compose("example", workload, around, steps=every_step)


def step(definition: Definition, name: str) -> dict[str, Any]:
    """Wherever it stands."""
    return next(each for each in steps(definition.body["Steps"]) if each["Name"] == name)


def steps(among: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for each in among:
        arguments = each["Arguments"]
        inner = [*arguments.get("IfSteps", []), *arguments.get("ElseSteps", [])]
        found += [each, *steps(inner)]
    return found
