"""The loop that keeps the contract: resume, work, save when it is due or told, report, end."""

import signal
import sys
import time
from collections.abc import Callable
from typing import Protocol

from workloads.contract.cadence import Cadence
from workloads.contract.checkpoints import Checkpoints
from workloads.contract.host import listen
from workloads.contract.notice import Reclaimed
from workloads.contract.progress import Progress
from workloads.contract.store import Store

EXIT_RECLAIMED = 128 + signal.SIGTERM
"""143: what a process that SIGTERM has ended exits with, after its checkpoint is written."""


class Work(Protocol):
    """What a workload brings. Between two steps, ``state`` holds all that the next step depends on:
    weights, optimiser, position, random states.
    """

    @property
    def done(self) -> int:
        """Steps that are done, of ``total``."""

    @property
    def total(self) -> int: ...

    def step(self) -> None:
        """Short: thirty seconds between SIGTERM and SIGKILL must hold a step and a save."""

    def state(self) -> bytes: ...

    def restore(self, state: bytes) -> None: ...

    def where(self) -> str:
        """For people, as in ``epoch 3, batch 17``."""


class Heeded(Protocol):
    """A Notice, or what several processes share of theirs."""

    @property
    def warned(self) -> bool: ...

    def heed(self) -> None: ...


def say(line: str) -> None:
    print(line, flush=True)


def carry_out(
    work: Work,
    *,
    store: Store,
    notice: Heeded | None = None,
    cadence: Cadence | None = None,
    report_every_s: float = 10.0,
    say: Callable[[str], None] = say,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Returns when all steps are done; ends the process with EXIT_RECLAIMED when it is told to go.

    Unless a ``notice`` is given it listens to SIGTERM, which the main thread alone may do.
    """
    notice = notice or listen()
    cadence = cadence or Cadence.from_environment(clock=clock)
    checkpoints = Checkpoints(store)
    _resume(work, checkpoints, kept_in=store, say=say)
    progress = Progress(done=work.done, total=work.total, every_s=report_every_s, clock=clock)
    try:
        while work.done < work.total:
            notice.heed()
            work.step()
            if cadence.is_due(warned=notice.warned):
                _save(work, checkpoints, cadence)
            if progress.is_due():
                say(progress.report(work.done, checkpoint_age_s=cadence.age_s).line())
    except Reclaimed:
        _save(work, checkpoints, cadence)
        say(f"reclaimed: checkpoint written in {work.where()}")
        sys.exit(EXIT_RECLAIMED)
    _save(work, checkpoints, cadence)


def _resume(
    work: Work, checkpoints: Checkpoints, *, kept_in: Store, say: Callable[[str], None]
) -> None:
    found = checkpoints.latest()
    if found.torn:
        say(f"passing over what is torn: {', '.join(found.torn)} in {kept_in}")
    if found.state is None:
        say("starting from zero")
        return
    work.restore(found.state)
    say(f"resuming at {work.where()}, from {kept_in}")


def _save(work: Work, checkpoints: Checkpoints, cadence: Cadence) -> None:
    with cadence.writing():
        checkpoints.save(work.state())
