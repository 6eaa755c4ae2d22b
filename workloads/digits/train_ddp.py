"""The training on several nodes of a multi-node parallel job, with DistributedDataParallel.

One process a node, on its first GPU where there is one. Flags: --epochs, --seed; --wait-seconds for
the other nodes; --port of the main node, by which the nodes meet (default: made from the job's id).
All else is as in train.py.
"""

import math
import os
import sys
from argparse import Namespace

import torch
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from workloads.contract import (
    EXIT_RECLAIMED,
    BatchJob,
    Cadence,
    Notice,
    Reclaimed,
    carry_out,
    in_one_sentence,
    listen,
    say,
    whole_number,
)
from workloads.digits import storage, train
from workloads.digits.gang import Gang, PeerLostError, SharedNotice, SharedStore, gang
from workloads.digits.training import Share, Training


def learn(job: BatchJob, notice: Notice, gang: Gang, parameters: Namespace) -> None:
    tell = say if gang.leads else _keep_to_oneself
    training = Training(
        rows=train.rows(parameters.seed),
        epochs=parameters.epochs,
        seed=parameters.seed,
        share=Share(gang.rank, gang.size),
        joined=_joined,
        tell=tell,
    )
    carry_out(
        training,
        store=SharedStore(storage.store_at(train.checkpoints(job)), gang),
        notice=SharedNotice(notice, gang),
        cadence=Cadence.from_environment() if gang.leads else Cadence(at_least_s=math.inf),
        say=tell,
    )
    if gang.leads:
        train.finish(training, job)


def _joined(model: nn.Module) -> nn.Module:
    """After a first pass, which is thrown away: it orders the buckets of gradients anew, and a run
    that was resumed must sum them in the order of one that was not.
    """
    joined = DistributedDataParallel(model)
    nothing = torch.zeros(1, 64, device=next(model.parameters()).device)
    torch.autograd.backward(joined(nothing).sum())
    model.zero_grad()
    return joined


def _keep_to_oneself(_line: str) -> None:
    """What all know, the main node says."""


def run(parameters: Namespace) -> None:
    notice, job = listen(), BatchJob.from_environment()
    say(f"job {job.id}, attempt {job.attempt}, node {job.node} of {job.nodes}")
    try:
        with gang(job, notice, wait_s=parameters.wait_seconds, port=parameters.port) as met:
            learn(job, notice, met, parameters)
    except Reclaimed:
        say("reclaimed: before all nodes had come")
        sys.exit(EXIT_RECLAIMED)
    except PeerLostError as error:
        # Ends as reclaimed, so that Batch tries again; and at once: what waits for a lost peer on a
        # GPU never returns.
        say(f"reclaimed: {error}".replace("\n", " "))
        os._exit(EXIT_RECLAIMED)


def main() -> None:
    flags = train.flags("train_ddp")
    flags.add_argument("--wait-seconds", type=whole_number(at_least=1, at_most=3600), default=600)
    flags.add_argument("--port", type=whole_number(at_least=1024, at_most=65535))
    with in_one_sentence("train_ddp"):
        run(flags.parse_args())


if __name__ == "__main__":
    main()
