"""The main node leaves last: once it has ended, AWS Batch stops the others, and they are FAILED.

A node is gone when the kernel ends the connection that the node left open. A word of its own would
come too early: from there to the end of a process with a GPU it can take seconds.
"""

import socket
import time
from contextlib import suppress

from workloads.contract import say

PATIENCE_S = 20.0
"""Less than the thirty seconds from SIGTERM to SIGKILL, which would make a success a failure."""


class Door:
    """The main node's."""

    def __init__(self, nodes: int) -> None:
        self._others = {str(rank).encode() for rank in range(1, nodes)}
        self._listening = socket.create_server(("", 0), backlog=nodes)

    @property
    def port(self) -> int:
        port: int = self._listening.getsockname()[1]
        return port

    def wait_for_the_others(self, patience_s: float = PATIENCE_S) -> None:
        """To have ended, and not for ever: the job's work is done."""
        give_up = time.monotonic() + patience_s
        with self._listening, suppress(TimeoutError):
            while self._others:
                self._others.discard(self._last_word(give_up))
        if self._others:
            still = ", ".join(sorted(map(bytes.decode, self._others)))
            say(f"leaving before rank {still}, which has not ended within {patience_s:g} s")

    def _last_word(self, give_up: float) -> bytes:
        """Of one who has ended."""
        self._listening.settimeout(_left(give_up))
        line, _ = self._listening.accept()
        word = b""
        with line, suppress(ConnectionError):
            line.settimeout(_left(give_up))
            while heard := line.recv(16):
                word = (word + heard)[:16]
                line.settimeout(_left(give_up))
        return word


def leave(rank: int, *, address: str, port: int) -> None:
    """To be followed by the end of the process, which alone closes the line."""
    with suppress(OSError):
        line = socket.create_connection((address, port), timeout=5)
        line.sendall(str(rank).encode())
        line.detach()


def _left(give_up: float) -> float:
    """Never zero, which to a socket means not to wait at all, and to raise something else."""
    return max(give_up - time.monotonic(), 0.001)
