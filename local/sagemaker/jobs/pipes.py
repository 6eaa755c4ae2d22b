"""Pipe mode: a channel is a FIFO for each epoch, through which all of its objects come in turn."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from local.sagemaker.jobs.transfer import files_of

_LOOK_S = 0.02


class Pipe(threading.Thread):
    """train_0, then train_1, …: the next is there once the one before it has a reader."""

    def __init__(self, folder: Path, name: str, spool: Path) -> None:
        super().__init__(name=f"sagemaker-pipe-{name}", daemon=True)
        self._folder = folder
        self._name = name
        self._spool = spool
        self._is_over = threading.Event()
        self._make(0)

    def run(self) -> None:
        epoch = 0
        while not self._is_over.is_set():
            end = self._opened(epoch)
            if end is None:
                return
            self._make(epoch + 1)
            self._pour(end)
            epoch += 1

    def finish(self) -> None:
        self._is_over.set()
        self.join()

    def _place(self, epoch: int) -> Path:
        return self._folder / f"{self._name}_{epoch}"

    def _make(self, epoch: int) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        os.mkfifo(self._place(epoch))

    def _opened(self, epoch: int) -> int | None:
        """Opened for writing as soon as somebody reads; none when nobody did to the end."""
        while not self._is_over.wait(_LOOK_S):
            with suppress(OSError):
                end = os.open(self._place(epoch), os.O_WRONLY | os.O_NONBLOCK)
                os.set_blocking(end, True)
                return end
        return None

    def _pour(self, end: int) -> None:
        # A reader that has had enough closes its end, which is no failure.
        with suppress(BrokenPipeError), os.fdopen(end, "wb") as target:
            for path in files_of(self._spool):
                with path.open("rb") as source:
                    shutil.copyfileobj(source, target, 1 << 16)


@contextmanager
def flowing(pipes: list[Pipe]) -> Iterator[None]:
    """While the container runs; with it the last reader is gone."""
    for pipe in pipes:
        pipe.start()
    try:
        yield
    finally:
        for pipe in pipes:
            pipe.finish()
