"""The operations on tags, which everything that Batch keeps can carry."""

from collections.abc import Mapping, Sequence
from typing import Any

from local.batch.refusals import RefusedError
from local.batch.state import State

_MOST_TAGS = 50


class Tags:
    def __init__(self, state: State) -> None:
        self._state = state

    def tag(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        tags = self._of(request["resourceArn"])
        if len(tags | request["tags"]) > _MOST_TAGS:
            raise RefusedError(f"a resource has at most 50 tags, got {len(tags | request['tags'])}")
        tags |= request["tags"]
        return {}

    def untag(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        tags = self._of(request["resourceArn"])
        for key in request["tagKeys"]:
            tags.pop(key, None)
        return {}

    def list(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"tags": self._of(request["resourceArn"])}

    def every(self) -> Sequence[tuple[str, dict[str, str]]]:
        """By ARN; the same object that the resource has."""
        state = self._state
        tagged = [
            *((one.arn, one.detail) for one in state.environments.values()),
            *((one.arn, one.detail) for one in state.queues.values()),
            *((one.arn, one.detail) for one in state.policies.values()),
            *((one.arn, one.detail) for some in state.definitions.values() for one in some),
            *((one.arn, one.order) for one in state.jobs.values()),
        ]
        return [(arn, record["tags"]) for arn, record in tagged]

    def _of(self, arn: str) -> dict[str, str]:
        for found, tags in self.every():
            if found == arn:
                return tags
        raise RefusedError(f"nothing that can be tagged has the ARN {arn!r}")
