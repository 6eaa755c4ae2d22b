"""The offline store: all that records ever were, written to S3 a moment after it was put."""

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from local.feature_store.buckets import Buckets, WriteRefusedError
from local.feature_store.files import Row, files
from local.feature_store.group import Group, Place


@dataclass(frozen=True, kw_only=True)
class Pace:
    flush_s: float = 0.5
    """AWS takes up to a quarter of an hour."""
    blocked_s: float = 5
    """Until a store that could not be written is tried again."""


class OfflineStore:
    def __init__(self, buckets: Buckets, pace: Pace) -> None:
        self._buckets = buckets
        self._pace = pace
        self._lock = threading.Lock()
        self._waiting: dict[str, list[Row]] = {}
        self._places: dict[str, Place] = {}
        self._blocked: dict[str, str] = {}
        self._not_before: dict[str, float] = {}
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feature-store", daemon=True)
        self._thread.start()

    def add(self, group: Group, place: Place, row: Row) -> None:
        with self._lock:
            self._places[group.arn] = place
            self._waiting.setdefault(group.arn, []).append(row)

    def blocked_reason(self, group_arn: str) -> str | None:
        return self._blocked.get(group_arn)

    def forget(self, group_arn: str) -> None:
        """What is still to be written never will be; what is in S3 stays there."""
        with self._lock:
            for known in (self._waiting, self._places, self._blocked, self._not_before):
                known.pop(group_arn, None)

    def stop(self) -> None:
        self._is_over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._is_over.wait(self._pace.flush_s):
            for group_arn in list(self._waiting):
                if self._not_before.get(group_arn, 0) <= time.monotonic():
                    self._flush(group_arn)

    def _flush(self, group_arn: str) -> None:
        with self._lock:
            rows, place = self._waiting.pop(group_arn, []), self._places.get(group_arn)
        if place is None or not rows:
            return
        unwritten = deque(files(rows))
        try:
            while unwritten:
                self._buckets.write(place, unwritten[0].key, unwritten[0].body)
                unwritten.popleft()
            self._blocked.pop(group_arn, None)
        except WriteRefusedError as error:
            self._block(group_arn, str(error), [row for file in unwritten for row in file.rows])

    def _block(self, group_arn: str, reason: str, left: Sequence[Row]) -> None:
        with self._lock:
            if group_arn in self._places:
                self._blocked[group_arn] = reason
                self._not_before[group_arn] = time.monotonic() + self._pace.blocked_s
                self._waiting[group_arn] = [*left, *self._waiting.get(group_arn, [])]
