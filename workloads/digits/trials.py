"""Runs of the pipeline's stages that figures are made of, as workload.yaml describes them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from workloads.digits import example
from workloads.stages.tables import write
from workloads.stages.trial import Start, Trial, as_process

FEW = 200
"""Training samples."""

WORKLOAD: Mapping[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("workload.yaml"))
_SAID = re.compile(r"validation loss ([0-9.]+) validation accuracy ([0-9.]+)")


@dataclass(frozen=True, kw_only=True)
class Data:
    """What is handed on to a training and its judgement."""

    train: Path
    validation: Path
    test: Path
    transform: Path


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A training, and what its log says of the validation rows."""

    trial: Trial
    model: Path
    told: Mapping[str, Any]
    loss: float
    accuracy: float


@dataclass(frozen=True, kw_only=True)
class Runs:
    """Each has a folder of its own below ``folder``, by the name that it is given."""

    folder: Path
    start: Start = as_process

    def prepared(self, name: str, *, seed: int, rows: int | None = None) -> Data:
        """``rows``: so few are learnt from."""
        trial = self._trial(name)
        source = trial.folder / "source"
        source.mkdir()
        write(source / "rows.csv", example.rows())
        kept = trial.process("ingest", {"data": source})
        trial.process("validate", kept, _settings("validate"))
        fewer = {} if rows is None else {"train_rows": rows}
        made = trial.process("prepare", kept, {**_settings("prepare"), **fewer, "seed": seed})
        return Data(**{each: made[each] for each in ("train", "validation", "test", "transform")})

    def copied(self, name: str, data: Data, *, seed: int, copies: int) -> Data:
        told = _flat({**WORKLOAD["augmentation"], "copies": copies}, "augmentation")
        train = {"train": data.train}
        made = self._trial(name).process("augment", train, {**told, "seed": seed})
        return replace(data, train=made["train"])

    def learnt(self, name: str, data: Data, told: Mapping[str, Any], *, seed: int) -> Tried:
        """``told``: hyperparameters that are others than the workload's."""
        trial = self._trial(name)
        usual = {**WORKLOAD["training"]["hyperparameters"], "seed": seed}
        channels = {"train": data.train, "validation": data.validation}
        model = trial.train(channels, {**usual, **told})["model"]
        loss, read = _SAID.findall(trial.said("train"))[-1]
        return Tried(trial=trial, model=model, told=told, loss=float(loss), accuracy=float(read))

    def whole(self, name: str) -> Any:
        """The workload as its file has it, to the evaluation of the compressed model."""
        seed, copies = WORKLOAD["seed"], WORKLOAD["augmentation"]["copies"]
        data = self.copied(name, self.prepared(name, seed=seed), seed=seed, copies=copies)
        tried = self.learnt(name, data, {}, seed=seed)
        told = {**_flat(WORKLOAD["compression"], "compression"), **_settings("compress")}
        inputs = {"model": tried.model, "train": data.train, "test": data.test}
        made = tried.trial.process("compress", inputs, told)
        return judged(replace(tried, model=made["model"]), data, compression=made["report"])

    def _trial(self, name: str) -> Trial:
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return Trial(workload="digits", folder=folder, start=self.start)


@dataclass(frozen=True, kw_only=True)
class Few:
    """The same few samples, learnt from as they are and augmented, in as many batches."""

    runs: Runs
    copies: int = 20
    epochs: int = 8
    """Of the copies; without them there are so many more."""
    width: int = WORKLOAD["training"]["hyperparameters"]["width"]

    def gain(self, seed: int) -> tuple[float, float]:
        """Held-out accuracy without and with augmentation."""
        few = self.runs.prepared(f"few-{seed}", seed=seed, rows=FEW)
        short = {"epochs": self.epochs, "width": self.width}
        long = {**short, "epochs": self.epochs * (self.copies + 1)}
        plain = self.runs.learnt(f"plain-{seed}", few, long, seed=seed)
        more = self.runs.copied(f"few-{seed}", few, seed=seed, copies=self.copies)
        augmented = self.runs.learnt(f"more-{seed}", more, short, seed=seed)
        return accuracy(judged(plain, few)), accuracy(judged(augmented, few))


def judged(tried: Tried, data: Data, **more: Path) -> Any:
    inputs = {"model": tried.model, "test": data.test, "transform": data.transform, **more}
    made = tried.trial.process("evaluate", inputs)
    return json.loads((made["evaluation"] / "evaluation.json").read_text("utf-8"))


def accuracy(evaluation: Any) -> float:
    return float(evaluation["metrics"]["accuracy"]["value"])


def drawn(jobs: int, *, seed: int) -> Iterator[dict[str, Any]]:
    """At random, as a tuning with strategy Random would."""
    draw = np.random.default_rng(seed)
    for _ in range(jobs):
        yield {
            "learning_rate": float(f"{10 ** draw.uniform(-2.3, -0.7):.4g}"),
            "batch": int(draw.choice([16, 32, 64])),
            "weight_decay": float(f"{10 ** draw.uniform(-5, -2):.3g}"),
        }


def _settings(stage: str) -> dict[str, Any]:
    return dict(WORKLOAD["stages"][stage].get("settings", {}))


def _flat(told: Mapping[str, Any], at: str) -> dict[str, Any]:
    """With dots for the levels, as a stage is told."""
    flat: dict[str, Any] = {}
    for name, value in told.items():
        key = f"{at}.{name}"
        flat |= _flat(value, key) if isinstance(value, Mapping) else {key: value}
    return flat
