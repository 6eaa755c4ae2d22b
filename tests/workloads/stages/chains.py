"""The stages of both workloads, run as processes, their folders handed on as SageMaker would."""

import importlib
import json
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xgboost

from workloads.stages import archives
from workloads.stages.tables import Table, write
from workloads.stages.trial import Trial

Outputs = dict[str, Path]

AUGMENTATION = {"augmentation.copies": 1, "augmentation.crop.strength": 0.125}
QUICK = {"epochs": 3, "width": 8}
COMPRESSION = {"compression.prune.fraction": 0.8, "compression.allow.accuracy_loss": 0.02}
GATE = {
    "gate.accuracy.at_least": 0.9,
    "gate.champion.metric": "accuracy",
    "gate.champion.goal": "maximize",
    "gate.champion.may_lose": 0.0,
    "champion": "none",
}


def here(module: str, arguments: Sequence[str], root: Path, log: Path) -> int:
    """In this process: a stage that is tried many times need not be a new one each time."""
    with (
        pytest.MonkeyPatch.context() as patch,
        log.open("w") as said,
        redirect_stdout(said),
        redirect_stderr(said),
    ):
        patch.setenv("MILLRACE_ML_ROOT", str(root))
        patch.setattr("sys.argv", [module, *arguments])
        try:
            importlib.import_module(module).main()
        except SystemExit as ended:
            return int(ended.code or 0)
    return 0


@dataclass(kw_only=True)
class Chain:
    """Up to the model, which the evaluation then judges."""

    trial: Trial
    prepared: Outputs
    model: Outputs
    compression: Outputs

    def evaluation(self, **told: Any) -> Any:
        """Of settings, with ``__`` for a dot."""
        given = {name.replace("__", "."): value for name, value in told.items()}
        inputs = {
            **self.model,
            "test": self.prepared["test"],
            "transform": self.prepared["transform"],
            **self.compression,
        }
        trial = Trial(workload=self.trial.workload, folder=self.trial.folder, start=here)
        made = trial.process("evaluate", inputs, {**GATE, **given})
        return json.loads((made["evaluation"] / "evaluation.json").read_text())


def prepared(trial: Trial, rows: Table) -> Outputs:
    data = trial.folder / "data"
    data.mkdir(parents=True)
    write(data / "rows.csv", rows)
    ingested = trial.process("ingest", {"data": data})
    trial.process("validate", ingested)
    return trial.process("prepare", ingested)


def digits(folder: Path, rows: Table) -> Chain:
    """The training and what is before it as processes of their own."""
    alone = Trial(workload="digits", folder=folder)
    trial = Trial(workload="digits", folder=folder, start=here)
    made = prepared(alone, rows)
    train = trial.process("augment", {"train": made["train"]}, AUGMENTATION)
    channels = {**train, "validation": made["validation"]}
    model = alone.train(channels, QUICK)
    inputs = {**model, **train, "test": made["test"]}
    smaller = trial.process("compress", inputs, {**COMPRESSION, "tune_epochs": 1})
    return Chain(
        trial=trial,
        prepared=made,
        model={"model": smaller["model"]},
        compression={"compression": smaller["report"]},
    )


def tabular(folder: Path, rows: Table) -> Chain:
    trial = Trial(workload="tabular", folder=folder, start=here)
    made = prepared(trial, rows)
    model = boosted(made, folder / "boosted")
    return Chain(trial=trial, prepared=made, model={"model": model}, compression={})


def boosted(made: Outputs, folder: Path) -> Path:
    """What built-in XGBoost would make of the channels."""
    learnt = np.loadtxt(made["train"] / "rows.csv", delimiter=",")
    booster = xgboost.train(
        {"objective": "binary:logistic", "eta": 0.2, "max_depth": 3, "seed": 1, "nthread": 1},
        xgboost.DMatrix(learnt[:, 1:], learnt[:, 0]),
        num_boost_round=40,
    )
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "xgboost-model").write_bytes(booster.save_raw("ubj"))
    archives.pack(folder / "files", folder)
    return folder
