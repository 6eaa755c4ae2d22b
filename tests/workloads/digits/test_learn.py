"""The pipeline's training: SageMaker's contract outside, the checkpoint contract inside."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.workloads.digits.programs import Program
from workloads.digits import example, learn
from workloads.digits.hyperparameters import HyperparameterError, flags
from workloads.digits.schema import SCHEMA
from workloads.stages.fitting import fit
from workloads.stages.tables import Table, write

FLAGS = ("--epochs", "4", "--width", "8", "--learning_rate", "0.02")
TRAIN, ALL = 400, 600


def laid(root: Path, *, rows: Table | None = None) -> Path:
    """A root as SageMaker lays it for a training job."""
    every = rows or example.rows()
    train, validation = (root / "input" / "data" / name for name in ("train", "validation"))
    for folder in (train, validation):
        folder.mkdir(parents=True)
    write(train / "rows.csv", every.take(slice(0, TRAIN)))  # type: ignore[arg-type]
    write(validation / "rows.csv", every.take(slice(TRAIN, ALL)))  # type: ignore[arg-type]
    fit(every, SCHEMA, together=True).save(train)
    return root


def begun(root: Path, given: Sequence[str] = FLAGS) -> Program:
    return Program(
        subprocess.Popen(
            [sys.executable, "-m", "workloads.digits.learn", *given],
            env={"PATH": os.environ["PATH"], "MILLRACE_ML_ROOT": str(root)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    )


def ended(root: Path) -> Program:
    program = begun(root)
    program.end()
    return program


def as_a_script(root: Path) -> Program:
    """As SageMaker's toolkit starts it: a file, with the code's folder on the path."""
    code = Path(learn.__file__).parents[2]
    return Program(
        subprocess.Popen(
            [sys.executable, "workloads/digits/learn.py", *FLAGS],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(code),
                "SM_CHANNEL_TRAIN": str(root / "input/data/train"),
                "SM_CHANNEL_VALIDATION": str(root / "input/data/validation"),
                "SM_MODEL_DIR": str(root / "model"),
                "MILLRACE_ML_ROOT": str(root),
            },
            cwd=code,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    )


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Program]:
    root = laid(tmp_path_factory.mktemp("alone"))
    program = as_a_script(root)
    assert program.end() == 0, program.lines
    return root, program


def test_reclaimed_and_killed_it_ends_with_the_very_model(
    alone: tuple[Path, Program], tmp_path: Path
) -> None:
    root = laid(tmp_path)
    told = begun(root)
    told.read_until("epoch 1/4")
    told.send(signal.SIGTERM)
    assert told.end() == 143
    assert told.lines[-1].startswith("reclaimed: checkpoint written in epoch ")
    assert not (root / "output").exists()
    killed = begun(root)
    killed.read_until("epoch 3/4")
    killed.send(signal.SIGKILL)
    assert killed.end() == -signal.SIGKILL
    last = ended(root)
    assert last.lines[0].startswith("resuming at epoch ")
    names = sorted(each.name for each in (root / "model").iterdir())
    assert names == ["code", "model.pt", "scaler.json"]
    theirs = alone[0] / "model" / "model.pt"
    assert (root / "model" / "model.pt").read_bytes() == theirs.read_bytes()


def test_the_metrics_of_the_workload_find_their_lines(alone: tuple[Path, Program]) -> None:
    file = Path(learn.__file__).with_name("workload.yaml")
    metrics = YAML(typ="safe").load(file.read_text())["training"]["metrics"]
    said = "\n".join(alone[1].lines)
    for pattern in metrics.values():
        found = [float(each) for each in re.findall(pattern, said)]
        assert len(found) == 5, said
        assert found[-1] == found[-2]


def test_other_hyperparameters_do_not_resume_what_they_have_not_begun(
    alone: tuple[Path, Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILLRACE_ML_ROOT", str(alone[0]))
    mine = learn.name_of(flags().parse_args(FLAGS))
    other = learn.name_of(flags().parse_args([*FLAGS, "--seed", "2"]))
    assert [each.name for each in (alone[0] / "checkpoints").iterdir()] == [mine] != [other]


def test_a_loss_that_is_no_number_is_the_reason_of_the_failure(
    alone: tuple[Path, Program], tmp_path: Path
) -> None:
    (tmp_path / "input").symlink_to(alone[0] / "input")
    program = begun(tmp_path, ("--learning_rate", "1e30"))
    assert program.end() == 2
    left = (tmp_path / "output" / "failure").read_text()
    assert left == program.lines[-1]
    assert re.match(r"learn: epoch 1, batch \d+: the loss is (nan|inf), with learning_rate", left)
    assert not list(tmp_path.glob("model/*"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("--learning_rate", "0"), "argument --learning_rate: must be a number above 0, got '0'"),
        (("--learning_rate", "nan"), "must be a number above 0, got 'nan'"),
        (("--learning_rate", "fast"), "must be a number above 0, got 'fast'"),
        (("--momentum", "2"), "must be a number at least 0 and at most 1, got '2'"),
        (("--epochs", "0"), "argument --epochs: must be a whole number, at least 1"),
        (("--speed", "9"), "unrecognized arguments: --speed 9"),
    ],
)
def test_a_hyperparameter_that_makes_no_sense_is_refused(
    given: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(HyperparameterError) as refused:
        flags().parse_args(given)
    assert sentence in str(refused.value)


@pytest.fixture
def given_back() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("given_back")
def test_a_missing_channel_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILLRACE_ML_ROOT", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["learn"])
    with pytest.raises(SystemExit):
        learn.main()
    left = (tmp_path / "output" / "failure").read_text()
    assert left.startswith("learn: channel 'train' is not there: nothing lies in ")


def test_a_tuning_may_tell_what_it_looks_at() -> None:
    told = flags().parse_args(["--_tuning_objective_metric", "validation:accuracy"])
    assert told.epochs == 12
