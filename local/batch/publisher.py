"""Puts events onto the bus from a thread of its own: in order, and keeping nobody waiting."""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from local.api.context import PutEvent

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Event:
    source: str
    detail_type: str
    detail: Mapping[str, Any]
    resources: Sequence[str]


class Publisher:
    def __init__(self, put_event: PutEvent) -> None:
        self._put_event = put_event
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="batch-events")
        self._is_stopped = False

    def publish(self, event: Event) -> None:
        if not self._is_stopped:
            self._thread.submit(self._put, event).add_done_callback(_complain)

    def stop(self) -> None:
        """Returns once everything published before is out; what comes later is dropped."""
        self._is_stopped = True
        self._thread.shutdown()

    def _put(self, event: Event) -> None:
        self._put_event(event.source, event.detail_type, event.detail, event.resources)


def _complain(put: Future[None]) -> None:
    error = put.exception()
    if error:
        _LOG.error("an event did not reach the bus: %r", error)
