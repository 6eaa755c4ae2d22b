"""The program of the container: train, checkpoint, go on where a reclaimed attempt stopped.

Reads DATA_URI, MODEL_URI and CHECKPOINT_URI (where it is not given, a folder beside the models) and
what AWS Batch sets; a URI is s3://<bucket>/... or a mounted folder. Flags: --epochs, --seed.
"""

import json
import os
from argparse import Namespace

from workloads.contract import (
    BatchJob,
    Flags,
    carry_out,
    in_one_sentence,
    listen,
    say,
    setting,
    whole_number,
)
from workloads.digits import storage
from workloads.digits.data import from_csv
from workloads.digits.network import as_artifact
from workloads.digits.split import Split, split
from workloads.digits.training import Training

_LARGEST_SEED = 2**32 - 1


def flags(program: str) -> Flags:
    flags = Flags(prog=program)
    flags.add_argument("--epochs", type=whole_number(at_least=1, at_most=10_000), default=40)
    flags.add_argument("--seed", type=whole_number(at_least=0, at_most=_LARGEST_SEED), default=1)
    return flags


def rows(seed: int) -> Split:
    return split(*from_csv(storage.read(setting("DATA_URI"))), seed=seed)


def checkpoints(job: BatchJob) -> str:
    """Where this job's checkpoints are: every attempt of it finds them, and no other job."""
    beside = f"{setting('MODEL_URI')}/checkpoints"
    return f"{os.environ.get('CHECKPOINT_URI', beside)}/{job.id}"


def finish(training: Training, job: BatchJob) -> None:
    model = f"{setting('MODEL_URI')}/{job.id}"
    storage.write(f"{model}/model.pt", as_artifact(training.model))
    accuracy = training.accuracy()
    evaluation = {
        "accuracy": accuracy,
        "epochs": training.epoch,
        "held_out": len(training.rows.held_out_labels),
    }
    storage.write(f"{model}/evaluation.json", json.dumps(evaluation).encode())
    say(f"finished: accuracy {accuracy:.3f}, model in {model}/model.pt")


def train(parameters: Namespace) -> None:
    notice, job = listen(), BatchJob.from_environment()
    say(f"job {job.id}, attempt {job.attempt}")
    seed = parameters.seed
    training = Training(rows=rows(seed), epochs=parameters.epochs, seed=seed)
    carry_out(training, store=storage.store_at(checkpoints(job)), notice=notice)
    finish(training, job)


def main() -> None:
    with in_one_sentence("train"):
        train(flags("train").parse_args())


if __name__ == "__main__":
    main()
