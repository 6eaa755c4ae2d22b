"""Digits from CSV to a verdict: every stage a process, every folder as SageMaker would lay it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.workloads.stages.chains import AUGMENTATION, Chain, digits, here
from tests.workloads.stages.objects import buckets_in
from workloads.compression import read_section
from workloads.digits import example
from workloads.digits.schema import SCHEMA
from workloads.stages import archives, tables, transforms
from workloads.stages.trial import Trial, TrialError


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    return digits(tmp_path_factory.mktemp("digits") / "run", example.rows())


@pytest.fixture(scope="module")
def told(chain: Chain) -> Any:
    return chain.evaluation()


def test_every_stage_has_said_what_it_has_done(chain: Chain) -> None:
    said = {stage: chain.trial.said(stage).splitlines()[-1] for stage in ("ingest", "prepare")}
    assert said["ingest"] == "kept rows.csv"
    assert said["prepare"] == 'rows: {"train": 1075, "validation": 276, "test": 446}'


def test_the_verdict_is_what_the_pipeline_reads(told: Any) -> None:
    assert told["gate"] == {"passed": 1, "reason": "every condition is met"}
    assert told["champion"] == {"compared": 0, "better": 1, "metrics": {}}
    assert 0.9 < told["metrics"]["accuracy"]["value"] <= 1


def test_the_confusion_is_of_every_held_out_row(told: Any) -> None:
    rows = np.array(told["confusion"]["rows"])
    assert told["confusion"]["labels"] == list(range(10))
    assert rows.sum() == told["rows"]
    assert rows.trace() / rows.sum() == pytest.approx(told["metrics"]["accuracy"]["value"])


def test_the_compression_is_in_the_evaluation(told: Any) -> None:
    report = read_section(told)
    assert report.after.disk_bytes < report.before.disk_bytes / 2
    assert report.after.accuracy == pytest.approx(told["metrics"]["accuracy"]["value"])


def test_augmented_rows_follow_those_that_there_were(chain: Chain) -> None:
    before = tables.read(chain.prepared["train"])
    after = tables.read(chain.trial.folder / "augment/processing/output/train")
    assert len(after) == 2 * len(before)
    assert (after.rows[: len(before)] == before.rows).all()
    assert sorted(after.whole("digit")[len(before) :]) == sorted(before.whole("digit"))
    assert not (after.rows[len(before) :] == before.rows).all()


def test_the_baseline_names_every_pixel(chain: Chain) -> None:
    told = json.loads((chain.prepared["baseline"] / "constraints.json").read_text())
    assert [each["name"] for each in told["features"]] == list(SCHEMA.names)


def test_a_model_that_misses_a_threshold_is_told_why(chain: Chain) -> None:
    told = chain.evaluation(gate__accuracy__at_least=0.9999)
    assert told["gate"]["passed"] == 0
    assert told["gate"]["reason"].endswith("is below 0.9999")


def test_a_compression_that_lost_too_much_is_refused(chain: Chain, tmp_path: Path) -> None:
    folder = shutil.copytree(chain.compression["compression"], tmp_path / "report")
    section = json.loads((folder / "compression.json").read_text())
    section["compression"]["verdict"] = {"accepted": False, "reasons": ["accuracy falls by 0.2"]}
    (folder / "compression.json").write_text(json.dumps(section))
    other = Chain(
        trial=chain.trial,
        prepared=chain.prepared,
        model=chain.model,
        compression={"compression": folder},
    )
    gate = other.evaluation()["gate"]
    assert gate == {"passed": 0, "reason": "compression: accuracy falls by 0.2"}


def test_the_champion_is_read_on_the_same_rows(chain: Chain, tmp_path: Path) -> None:
    bucket = tmp_path / "models"
    shutil.copytree(chain.trial.folder / "train" / "made", bucket)
    with buckets_in(tmp_path):
        told = chain.evaluation(
            champion="s3://models/model.tar.gz",
            gate__champion__may_lose=1,
        )
    assert (told["champion"]["compared"], told["champion"]["better"]) == (1, 1)
    before = read_section(told).before
    assert told["champion"]["metrics"]["accuracy"]["value"] == pytest.approx(before.accuracy)


def test_a_champion_that_cannot_be_read_ends_the_stage(chain: Chain, tmp_path: Path) -> None:
    with buckets_in(tmp_path), pytest.raises(TrialError) as ended:
        chain.evaluation(champion="s3://models/gone.tar.gz")
    assert "evaluate: s3://models/gone.tar.gz cannot be read: " in str(ended.value)


def test_the_model_is_served_from_its_archive_alone(chain: Chain, tmp_path: Path) -> None:
    """As SageMaker's PyTorch container does, which has no scikit-learn, after the transform."""
    model = archives.unpack_folder(chain.model["model"], tmp_path / "model")
    test = tables.read(chain.prepared["test"])
    scaler = transforms.load(chain.prepared["transform"])
    np.savetxt(tmp_path / "rows.csv", scaler.apply(test.of(scaler.columns))[:40], delimiter=",")
    program = (
        "import sys; sys.modules['sklearn'] = None; import inference as i;"
        "m = i.model_fn(sys.argv[1]);"
        "rows = i.input_fn(open('rows.csv', 'rb').read(), 'text/csv');"
        "print(i.output_fn(i.predict_fn(rows, m), '*/*')[0], end='')"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, model],
        env={**os.environ, "PYTHONPATH": str(model / "code")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    read = np.loadtxt(said.splitlines(), delimiter=",")
    assert (read[:, 0] == test.whole("digit")[:40]).mean() > 0.85
    assert ((read[:, 1] > 0.1) & (read[:, 1] <= 1)).all()


@pytest.mark.parametrize(
    ("stage", "told", "sentence"),
    [
        ("prepare", {"tests_share": 0.2}, "unknown setting 'tests_share'"),
        ("prepare", {"test_share": 2}, "test_share must be 0.01 to 0.9, got 2"),
        ("augment", {**AUGMENTATION, "augmentation.copies": -1}, "copies must be 0 to 1000"),
        ("augment", {"augmentation.rotat.strength": 1}, "unknown operation 'rotat'"),
        ("compress", {"compression.prune.fraction": 2}, "prune.fraction must be a number, 0 to 1"),
        ("validate", {"rows_at_least": 5000}, "there must be at least 5000 rows, there are 1797"),
    ],
)
def test_what_makes_no_sense_ends_in_a_sentence(
    chain: Chain, tmp_path: Path, stage: str, told: dict[str, Any], sentence: str
) -> None:
    inputs = {
        "rows": chain.trial.folder / "ingest/processing/output/rows",
        "train": chain.prepared["train"],
        "test": chain.prepared["test"],
        "model": chain.trial.folder / "train" / "made",
    }
    trial = Trial(workload="digits", folder=tmp_path, start=here)
    with pytest.raises(TrialError) as ended:
        trial.process(stage, inputs, told)
    assert str(ended.value).startswith(f"{stage} ended with 2: {stage}: ")
    assert sentence in str(ended.value)
