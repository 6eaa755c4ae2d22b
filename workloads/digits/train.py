"""The program of the container: train, checkpoint, go on where a reclaimed attempt stopped.

Reads DATA_URI, CHECKPOINT_URI and MODEL_URI (S3 locations), EPOCHS and SEED if they are given, and
AWS_BATCH_JOB_ID and AWS_BATCH_JOB_ATTEMPT, which AWS Batch sets.
"""

import json
import os
import signal
import sys
from types import FrameType

from . import storage
from .data import from_csv
from .network import Split, Training, split

_ENDED_BY_SIGTERM = 128 + signal.SIGTERM


class Reclaimed(BaseException):
    """The host is going away: SIGTERM has come."""


class Notice:
    """Remembers SIGTERM until the loop reaches a point that can be saved."""

    def __init__(self) -> None:
        self._given = False
        signal.signal(signal.SIGTERM, self._note)

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        self._given = True

    def heed(self) -> None:
        if self._given:
            raise Reclaimed


def run(training: Training, rows: Split, *, epochs: int, checkpoint: str, notice: Notice) -> None:
    try:
        while training.epoch < epochs:
            for _ in training.steps(rows):
                notice.heed()
            storage.write(checkpoint, training.checkpoint())
            say(f"epoch {training.epoch}/{epochs} accuracy {training.accuracy(rows):.3f}")
    except Reclaimed:
        storage.write(checkpoint, training.checkpoint())
        say(f"reclaimed: checkpoint written in epoch {training.epoch + 1}, batch {training.batch}")
        sys.exit(_ENDED_BY_SIGTERM)


def begin(checkpoint: str, *, seed: int) -> Training:
    saved = storage.read_if_there(checkpoint)
    if saved is None:
        say(f"starting from zero, seed {seed}")
        return Training.fresh(seed=seed)
    training = Training.from_checkpoint(saved)
    say(f"resuming at epoch {training.epoch + 1}, batch {training.batch}, from {checkpoint}")
    return training


def finish(training: Training, rows: Split, *, model: str) -> None:
    storage.write(f"{model}/model.joblib", training.artifact())
    accuracy = training.accuracy(rows)
    evaluation = {
        "accuracy": accuracy,
        "epochs": training.epoch,
        "held_out": len(rows.held_out_labels),
    }
    storage.write(f"{model}/evaluation.json", json.dumps(evaluation).encode())
    say(f"finished: accuracy {accuracy:.3f}, model in {model}/model.joblib")


def say(line: str) -> None:
    print(line, flush=True)


def main() -> None:
    notice = Notice()
    settings = os.environ
    job = settings["AWS_BATCH_JOB_ID"]
    checkpoint = f"{settings['CHECKPOINT_URI']}/{job}/latest.joblib"
    seed = int(settings.get("SEED", "1"))
    say(f"job {job}, attempt {settings['AWS_BATCH_JOB_ATTEMPT']}")
    rows = split(*from_csv(storage.read(settings["DATA_URI"])), seed=seed)
    training = begin(checkpoint, seed=seed)
    run(
        training,
        rows,
        epochs=int(settings.get("EPOCHS", "40")),
        checkpoint=checkpoint,
        notice=notice,
    )
    finish(training, rows, model=f"{settings['MODEL_URI']}/{job}")


if __name__ == "__main__":
    main()
