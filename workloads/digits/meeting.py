"""The nodes of a job find each other at the main node, in time or with a clear word.

A TCP store and no torchrun: AWS Batch starts the one process of each node, and starts all of them
again when one is lost. An elastic agent would be a second hand that restarts, and would stand
between SIGTERM and the loop that must save.
"""

import socket
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from torch.distributed import DistNetworkError, TCPStore  # type: ignore[attr-defined]

from workloads.contract import BatchJob, Notice, RefusedError

_FIRST_PORT, _PORTS = 10_000, 20_000
_POLL_S = 0.2


class MeetingError(RefusedError):
    """The nodes of a job did not find each other."""


def port_of(job: BatchJob) -> int:
    """The same on every node, and most likely another for another job on the same machine."""
    return _FIRST_PORT + zlib.crc32(job.id.encode()) % _PORTS


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Where AWS Batch sets no main node's address, this is the main node."""

    job: BatchJob
    notice: Notice
    """Heeded while waiting: raises Reclaimed."""
    port: int
    wait_s: float
    silence: timedelta

    def hold(self) -> TCPStore:
        """Returns once every node is here."""
        give_up = time.monotonic() + self.wait_s
        store = self._open() if self._is_main else self._join(give_up)
        store.set(_here(self.job.node), "here")
        missing = list(range(self.job.nodes))
        while missing := [node for node in missing if not store.check([_here(node)])]:
            if not self._may_wait(give_up):
                raise MeetingError(
                    f"node {self.job.node} of {self.job.nodes} has waited {self.wait_s:g} s, and "
                    f"node {', '.join(map(str, missing))} has not come"
                )
        return store

    @property
    def _is_main(self) -> bool:
        return self.job.node == self.job.main_node

    def _open(self) -> TCPStore:
        try:
            return self._store("localhost", is_master=True)
        except DistNetworkError as error:
            raise MeetingError(f"port {self.port} of the main node is taken: {error}") from error

    def _join(self, give_up: float) -> TCPStore:
        """Asks with a plain connection first: that one can be broken off when SIGTERM comes."""
        address = self.job.main_address
        if address is None:
            raise MeetingError(
                f"node {self.job.node} does not know the main node: "
                "AWS_BATCH_JOB_MAIN_NODE_PRIVATE_IPV4_ADDRESS is not set"
            )
        while not self._answers(address):
            if not self._may_wait(give_up):
                raise MeetingError(
                    f"the main node has not answered node {self.job.node} at "
                    f"{address}:{self.port} within {self.wait_s:g} s: is it up, and does the "
                    "security group let the nodes talk to each other"
                )
        return self._store(address, is_master=False)

    def _answers(self, address: str) -> bool:
        with suppress(OSError), socket.create_connection((address, self.port), timeout=1):
            return True
        return False

    def _store(self, host: str, *, is_master: bool) -> TCPStore:
        return TCPStore(
            host,
            self.port,
            self.job.nodes,
            is_master=is_master,
            timeout=self.silence,
            wait_for_workers=False,
        )

    def _may_wait(self, give_up: float) -> bool:
        self.notice.heed()
        time.sleep(_POLL_S)
        return time.monotonic() < give_up


def _here(node: int) -> str:
    return f"here/{node}"
