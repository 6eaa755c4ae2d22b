"""The operations on tags, which everything that Batch keeps can carry."""

from collections.abc import Mapping
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

    def _of(self, arn: str) -> dict[str, str]:
        state = self._state
        tagged = [
            *((one.arn, one.detail) for one in state.environments.values()),
            *((one.arn, one.detail) for one in state.queues.values()),
            *((one.arn, one.detail) for one in state.policies.values()),
            *((one.arn, one.detail) for some in state.definitions.values() for one in some),
            *((one.arn, one.order) for one in state.jobs.values()),
        ]
        for found, record in tagged:
            if found == arn:
                tags: dict[str, str] = record["tags"]
                return tags
        raise RefusedError(f"nothing that can be tagged has the ARN {arn!r}")
