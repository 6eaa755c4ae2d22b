"""The pipeline's training: SageMaker's container contract in place of AWS Batch's.

Channels ``train`` (rows and the scaler) and ``validation``; the hyperparameters are flags. Leaves
the network, its scaler and the code that serves it. Checkpoints lie in a folder whose name is made
of hyperparameters and data: the jobs of a tuning share the place where they are kept.
"""

import hashlib
import json
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from workloads.contract import FolderStore, Notice, carry_out, say
from workloads.digits import serving
from workloads.digits.hyperparameters import flags, recipe_of
from workloads.digits.network import Reading, as_artifact
from workloads.digits.schema import scaled
from workloads.digits.split import Split
from workloads.digits.training import Training
from workloads.stages import archives, places, tables
from workloads.stages.ending import in_one_sentence
from workloads.stages.scaling import Scaler


def told_of(read: Reading) -> str:
    """What the metrics of workload.yaml look for."""
    return f"validation loss {read.loss:.4f} validation accuracy {read.accuracy:.4f}"


def rows(scaler: Scaler) -> Split:
    images, labels = scaled(tables.read(places.channel("train")), scaler)
    held_out_images, held_out_labels = scaled(tables.read(places.channel("validation")), scaler)
    return Split(
        images=images,
        labels=labels,
        held_out_images=held_out_images,
        held_out_labels=held_out_labels,
    )


def name_of(parameters: Namespace) -> str:
    """Of this training: another one with other hyperparameters or rows does not resume it."""
    told = hashlib.sha256(json.dumps(vars(parameters), sort_keys=True).encode())
    for channel in ("train", "validation"):
        for file in tables.files_of(places.channel(channel)):
            told.update(file.read_bytes())
    return told.hexdigest()[:16]


def leave(training: Training, scaler: Scaler, into: Path) -> None:
    (into / serving.PLAIN).write_bytes(as_artifact(training.model))
    scaler.save(into)
    archives.add_code(into, "workloads.digits.serving", serving.NEEDS)


def learn(parameters: Namespace, notice: Notice) -> None:
    scaler = Scaler.load(places.channel("train"))
    training = Training(
        rows=rows(scaler),
        epochs=parameters.epochs,
        seed=parameters.seed,
        recipe=replace(recipe_of(parameters), falls=True),
        told_of=told_of,
    )
    store = FolderStore(places.checkpoints() / name_of(parameters))
    carry_out(training, store=store, notice=notice)
    leave(training, scaler, places.model())
    say(f"finished: {told_of(training.reading())}")


def main() -> None:
    notice = Notice.on_sigterm()
    with in_one_sentence("learn"):
        learn(flags().parse_args(), notice)


if __name__ == "__main__":
    main()
