"""The training program: reclaimed, killed, resumed, and its result as if nothing had happened."""

import io
import json
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch

from tests.workloads.digits.programs import Program, start
from tests.workloads.digits.rows import SEED, rows
from workloads.digits import train
from workloads.digits.network import accuracy, from_artifact
from workloads.digits.training import Training

EPOCHS = 4


@dataclass(frozen=True)
class Story:
    """One job of three attempts: told to go, killed, finished."""

    folder: Path
    told: Program
    killed: Program
    last: Program
    codes: tuple[int, int, int]

    @property
    def models(self) -> Path:
        return self.folder / "models" / "job-1"


def begin(folder: Path) -> Program:
    return start("train", folder, "--epochs", str(EPOCHS), env={"AWS_BATCH_JOB_ID": "job-1"})


def stopped(folder: Path, *, after: str, by: signal.Signals) -> tuple[Program, int]:
    program = begin(folder)
    program.read_until(after)
    program.send(by)
    return program, program.end()


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("job")
    told, first = stopped(folder, after="epoch 1/4", by=signal.SIGTERM)
    killed, second = stopped(folder, after="epoch 3/4", by=signal.SIGKILL)
    last = begin(folder)
    return Story(folder, told, killed, last, (first, second, last.end()))


def test_each_attempt_ends_as_it_was_ended(story: Story) -> None:
    assert story.codes == (143, -signal.SIGKILL, 0)


def test_told_to_go_it_goes_on_where_it_was(story: Story) -> None:
    *_, last = story.told.lines
    assert last.startswith("reclaimed: checkpoint written in epoch ")
    where = last.removeprefix("reclaimed: checkpoint written in ")
    assert story.killed.lines[1] == f"resuming at {where}, from {story.folder}/checkpoints/job-1"


def test_killed_without_a_word_it_goes_on_from_a_checkpoint(story: Story) -> None:
    assert story.last.lines[1].startswith("resuming at epoch ")
    assert story.last.lines[-1].startswith("finished: accuracy 0.9")


def test_the_model_is_that_of_an_uninterrupted_run_bit_for_bit(story: Story) -> None:
    alone = Training(rows=rows(), epochs=EPOCHS, seed=SEED, tell=lambda _: None)
    while alone.done < alone.total:
        alone.step()
    content = io.BytesIO((story.models / "model.pt").read_bytes())
    ours = torch.load(content, weights_only=True)["weights"]
    theirs = alone.model.cpu().state_dict()
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)


def test_the_evaluation_is_of_the_model_beside_it(story: Story) -> None:
    told = json.loads((story.models / "evaluation.json").read_text())
    model = from_artifact((story.models / "model.pt").read_bytes())
    read = accuracy(model, rows().held_out_images, rows().held_out_labels)
    assert told == {"accuracy": read, "epochs": EPOCHS, "held_out": 450}
    assert read > 0.9


@pytest.fixture
def given_back() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("given_back")
@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (["--seed", "-1"], "argument --seed: must be a whole number, at least 0 and at most"),
        (["--epochs", "0"], "argument --epochs: must be a whole number, at least 1 and at most"),
        (["--speed", "9"], "unrecognized arguments: --speed 9"),
        ([], "/no/digits.csv is not there"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    flags: list[str],
    sentence: str,
) -> None:
    monkeypatch.setattr("sys.argv", ["-c", *flags])
    monkeypatch.setenv("AWS_BATCH_JOB_ID", "job")
    monkeypatch.setenv("AWS_BATCH_JOB_ATTEMPT", "1")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("DATA_URI", "/no/digits.csv")
    with pytest.raises(SystemExit) as ended:
        train.main()
    assert ended.value.code == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"train: {sentence}")
