"""Carries what a job prints to its log stream, line by line, in small batches."""

import os
import selectors
import threading
import time
from typing import IO

from local.batch.lifecycle import now
from local.batch.logs import LogLine, LogStream

_MOST_LINES = 1_000
_MOST_BYTES = 200_000
"""Of a line, and about of a batch: CloudWatch Logs takes 256 KiB and 1 MiB."""


class Pump(threading.Thread):
    def __init__(self, pipe: IO[bytes], stream: LogStream, *, flush_s: float) -> None:
        super().__init__(name="batch-log", daemon=True)
        self._pipe = pipe
        self._stream = stream
        self._flush_s = flush_s
        self._rest = b""
        self._lines: list[LogLine] = []
        self._flushed_at = time.monotonic()
        self._is_over = threading.Event()

    def run(self) -> None:
        with self._pipe, selectors.DefaultSelector() as selector:
            selector.register(self._pipe, selectors.EVENT_READ)
            while self._pump_once(selector):
                if self._is_due():
                    self._flush()
        self._take(b"\n")
        self._flush()

    def finish(self, patience_s: float = 10) -> None:
        """The job is over: what is in the pipe still counts, what may come later does not."""
        self._is_over.set()
        self.join(timeout=patience_s)

    def _pump_once(self, selector: selectors.BaseSelector) -> bool:
        if not selector.select(timeout=self._flush_s):
            return not self._is_over.is_set()
        chunk = os.read(self._pipe.fileno(), 65_536)
        self._take(chunk)
        return bool(chunk)

    def _take(self, chunk: bytes) -> None:
        *whole, self._rest = (self._rest + chunk).split(b"\n")
        if len(self._rest) > _MOST_BYTES:
            whole, self._rest = [*whole, self._rest], b""
        at = now()
        for line in whole:
            text = line.decode(errors="replace").rstrip("\r")
            parts = range(0, len(text), _MOST_BYTES // 4)
            self._lines += [LogLine(at, text[part : part + _MOST_BYTES // 4]) for part in parts]

    def _is_due(self) -> bool:
        size = sum(len(line.message) for line in self._lines)
        waited = time.monotonic() - self._flushed_at
        return waited >= self._flush_s or len(self._lines) > _MOST_LINES or size > _MOST_BYTES

    def _flush(self) -> None:
        while batch := self._lines[:_MOST_LINES]:
            self._stream.write(batch)
            self._lines = self._lines[_MOST_LINES:]
        self._flushed_at = time.monotonic()
