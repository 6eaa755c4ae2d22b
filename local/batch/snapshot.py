"""The front of a queue, for those who ask what runs next."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from local.batch.lifecycle import now
from local.batch.lines import line_of
from local.batch.pace import Pace
from local.batch.state import State

_MOST_SHOWN = 100


class Snapshot:
    def __init__(self, state: State, pace: Pace) -> None:
        self._state = state
        self._pace = pace

    def get(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        queue = self._state.queue(request["jobQueue"])
        line = line_of(queue, self._state, second_s=self._pace.second_s)
        at = now()
        front = [
            {"jobArn": job.arn, "earliestTimeAtPosition": at} for job in islice(line, _MOST_SHOWN)
        ]
        return {"frontOfQueue": {"jobs": front, "lastUpdatedAt": at}}
