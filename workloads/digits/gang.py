"""The processes of one training on several nodes: what they decide, they decide together."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import torch
from torch import distributed
from torch.distributed import TCPStore  # type: ignore[attr-defined]

from workloads.contract import BatchJob, Notice, Reclaimed, Store
from workloads.digits.leaving import Door, leave
from workloads.digits.meeting import Meeting, port_of

_SILENCE = timedelta(minutes=10)
"""A peer that says nothing for so long is lost: longer than a checkpoint takes to write."""
_LOST = re.compile(r"gloo|nccl|connection|broken pipe|timed? ?out", re.IGNORECASE)


class PeerLostError(RuntimeError):
    """A node of the job is gone, and with it the work since the last checkpoint."""


@dataclass(frozen=True, kw_only=True)
class Gang:
    """``control`` is the group for words, on the CPU; gradients go by the default group."""

    rank: int
    size: int
    control: distributed.ProcessGroup

    @property
    def leads(self) -> bool:
        return self.rank == 0


@contextmanager
def gang(job: BatchJob, notice: Notice, *, wait_s: float, port: int | None) -> Iterator[Gang]:
    """All nodes of the job, the main node as rank 0; PeerLostError once one of them is gone.

    The main node returns last, when the processes of the others have ended.
    """
    meeting = Meeting(
        job=job, notice=notice, port=port or port_of(job), wait_s=wait_s, silence=_SILENCE
    )
    store = meeting.hold()
    rank = (job.node - job.main_node) % job.nodes
    try:
        go = _way_out(store, job, rank)
        distributed.init_process_group(
            "nccl" if torch.cuda.is_available() else "gloo",
            store=distributed.PrefixStore("gang", store),  # type: ignore[attr-defined]
            rank=rank,
            world_size=job.nodes,
            timeout=_SILENCE,
        )
        control = distributed.new_group(backend="gloo", timeout=_SILENCE)
        yield Gang(rank=rank, size=job.nodes, control=control)
    except RuntimeError as error:
        # The transports tell of a lost peer by RuntimeErrors of many texts, and by no type.
        if _LOST.search(str(error)):
            raise PeerLostError(f"rank {rank} of {job.nodes} has lost a peer: {error}") from error
        raise
    distributed.destroy_process_group()
    go()


def _way_out(store: TCPStore, job: BatchJob, rank: int) -> Callable[[], None]:
    """Agreed on while all are there: the store is gone once the main node is."""
    if rank == 0:
        door = Door(job.nodes)
        store.set("door", str(door.port))
        return door.wait_for_the_others
    port = int(store.get("door"))
    return partial(leave, rank, address=job.main_address or "localhost", port=port)


class SharedNotice:
    """What one of them is told, all of them heed, and at the same step: each asks before each."""

    def __init__(self, notice: Notice, gang: Gang) -> None:
        self._notice = notice
        self._gang = gang
        self.warned = False

    def heed(self) -> None:
        told = torch.tensor([self._notice.given, self._notice.warned], dtype=torch.int32)
        distributed.all_reduce(told, distributed.ReduceOp.MAX, group=self._gang.control)
        given, self.warned = map(bool, told.tolist())
        if given:
            raise Reclaimed


class SharedStore:
    """Rank 0 reads and all are given the same; rank 0 alone writes."""

    def __init__(self, store: Store, gang: Gang) -> None:
        self._store = store
        self._gang = gang

    def __str__(self) -> str:
        return str(self._store)

    def read_if_there(self, name: str) -> bytes | None:
        content = [self._store.read_if_there(name) if self._gang.leads else None]
        distributed.broadcast_object_list(content, src=0, group=self._gang.control)
        return content[0]

    def write(self, name: str, content: bytes) -> None:
        if self._gang.leads:
            self._store.write(name, content)
