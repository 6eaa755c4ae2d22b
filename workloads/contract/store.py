"""Where checkpoints are kept, as far as the contract needs to know."""

from typing import Protocol


class Store(Protocol):
    """A few named contents; a name may have folders in it, as in ``parts/one``.

    After ``write`` has returned, ``read_if_there`` gives that content, whatever dies. While it
    runs, the old content or the new one. Should a store break that, checkpoints notice:
    they carry a checksum, and the one before is never written over by the next.
    """

    def read_if_there(self, name: str) -> bytes | None: ...

    def write(self, name: str, content: bytes) -> None: ...
