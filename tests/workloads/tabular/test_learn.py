"""Tabular's other training: a script of scikit-learn's, judged and served as the trees are."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.workloads.stages.chains import GATE, here, prepared
from workloads.stages import archives, tables, transforms
from workloads.stages.trial import Trial, TrialError
from workloads.tabular import example

Outputs = dict[str, Path]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(workload="tabular", folder=tmp_path_factory.mktemp("line") / "run", start=here)


@pytest.fixture(scope="module")
def made(trial: Trial) -> Outputs:
    data = prepared(trial, example.rows())
    channels = {"train": data["train"], "validation": data["validation"]}
    return {**data, **trial.train(channels, {"seed": 1})}


def test_a_straight_line_reaches_the_gate(trial: Trial, made: Outputs) -> None:
    inputs = {name: made[name] for name in ("model", "test", "transform")}
    judged = trial.process("evaluate", inputs, GATE)["evaluation"] / "evaluation.json"
    told = json.loads(judged.read_text())
    assert told["gate"]["passed"] == 1
    assert told["metrics"]["auc"]["value"] > 0.97


def test_it_says_what_a_metric_looks_for(trial: Trial, made: Outputs) -> None:
    [line] = trial.said("train").splitlines()
    assert line.startswith("validation loss 0.")
    assert float(line.rpartition("validation accuracy ")[2]) > 0.9


def test_it_is_served_from_its_archive_alone(made: Outputs, tmp_path: Path) -> None:
    model = archives.unpack_folder(made["model"], tmp_path / "model")
    test = tables.read(made["test"])
    scaler = transforms.load(made["transform"])
    np.savetxt(tmp_path / "rows.csv", scaler.apply(test.of(scaler.columns)), delimiter=",")
    program = (
        "import sys, inference as i; m = i.model_fn(sys.argv[1]);"
        "rows = i.input_fn(open('rows.csv', 'rb').read(), 'text/csv');"
        "print(i.output_fn(i.predict_fn(rows, m), 'text/csv')[0], end='')"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, model],
        env={**os.environ, "PYTHONPATH": str(model / "code")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    likely = np.array([float(line) for line in said.splitlines()])
    assert ((likely > 0.5) == test.whole("malignant")).mean() > 0.93


@pytest.mark.parametrize("penalty", ["0", "-1", "inf", "nan", "high"])
def test_a_penalty_that_makes_no_sense_is_refused(
    made: Outputs, tmp_path: Path, penalty: str
) -> None:
    other = Trial(workload="tabular", folder=tmp_path, start=here)
    channels = {"train": made["train"], "validation": made["validation"]}
    with pytest.raises(TrialError, match=r"learn: .*inverse_penalty"):
        other.train(channels, {"inverse_penalty": penalty})
