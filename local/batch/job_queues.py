"""The operations on job queues."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from local.batch.names import checked_name
from local.batch.paging import page
from local.batch.records import JobQueue
from local.batch.refusals import NotServedError, RefusedError, refuse_any
from local.batch.state import State

_MOST_ENVIRONMENTS = 3
_SHORTEST_LIMIT_S = 600


class JobQueues:
    def __init__(self, state: State, end_jobs_of: Callable[[JobQueue], None]) -> None:
        self._state = state
        self._end_jobs_of = end_jobs_of

    def create(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        name = checked_name("jobQueueName", request["jobQueueName"])
        if name in self._state.queues:
            raise RefusedError(f"a job queue is called {name!r} already")
        queue = JobQueue(self._settled({"state": "ENABLED", "tags": {}, **request}, name))
        self._state.queues[name] = queue
        return {"jobQueueName": name, "jobQueueArn": queue.arn}

    def _settled(self, detail: Mapping[str, Any], name: str) -> dict[str, Any]:
        _refuse_what_is_not_served(detail)
        refuse_any(self._complaints(detail))
        order = [
            {**item, "computeEnvironment": self._state.environment(item["computeEnvironment"]).arn}
            for item in detail["computeEnvironmentOrder"]
        ]
        return {
            **detail,
            "computeEnvironmentOrder": order,
            "jobQueueArn": self._state.names.arn("job-queue", name),
            "status": "VALID",
            "statusReason": "JobQueue Healthy",
        }

    def _complaints(self, detail: Mapping[str, Any]) -> Iterator[str]:
        if "schedulingPolicyArn" in detail and detail["schedulingPolicyArn"] not in (
            self._state.policies
        ):
            yield f"no scheduling policy has the ARN {detail['schedulingPolicyArn']!r}"
        order = detail.get("computeEnvironmentOrder", [])
        if not 1 <= len(order) <= _MOST_ENVIRONMENTS:
            yield f"computeEnvironmentOrder must name 1 to 3 compute environments, got {len(order)}"
        environments = [self._state.environment(item["computeEnvironment"]) for item in order]
        for environment in environments:
            if not environment.is_usable:
                yield (
                    f"{environment.name} must be ENABLED and VALID, is "
                    f"{environment.detail['state']} and {environment.detail['status']}"
                )
        if len({environment.arn for environment in environments}) < len(order):
            yield "computeEnvironmentOrder names a compute environment twice"
        if len({environment.is_fargate for environment in environments}) > 1:
            yield "computeEnvironmentOrder must not mix Fargate and EC2 compute environments"
        yield from _complaints_of_limits(detail)

    def describe(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        wanted = [self._state.names.name("job-queue", one) for one in request.get("jobQueues", [])]
        found = [
            queue.detail
            for name, queue in self._state.queues.items()
            if not wanted or name in wanted
        ]
        return page("jobQueues", found, request)

    def update(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        queue = self._state.queue(request["jobQueue"])
        name = queue.detail["jobQueueName"]
        changes = {key: value for key, value in request.items() if key != "jobQueue"}
        if changes.get("schedulingPolicyArn") and not queue.policy_arn:
            raise RefusedError(f"{name} is first in, first out, and cannot be given fair share")
        if changes.keys() <= {"state", "priority"}:
            # A disabled environment keeps its queues: they must be free to leave it.
            queue.detail |= changes
        else:
            queue.detail = self._settled({**queue.detail, **changes}, name)
        self._state.changed.notify_all()
        return {"jobQueueName": name, "jobQueueArn": queue.arn}

    def delete(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        queue = self._state.queue(request["jobQueue"])
        name = queue.detail["jobQueueName"]
        if queue.detail["state"] != "DISABLED":
            raise RefusedError(f"{name} must be DISABLED before it is deleted")
        self._end_jobs_of(queue)
        del self._state.queues[name]
        return {}


def _refuse_what_is_not_served(detail: Mapping[str, Any]) -> None:
    if detail.get("serviceEnvironmentOrder"):
        raise NotServedError("a job queue on service environments")
    if detail.get("jobQueueType", "ECS") not in ("ECS", "ECS_FARGATE"):
        raise NotServedError(f"a job queue of type {detail['jobQueueType']}")


def _complaints_of_limits(detail: Mapping[str, Any]) -> Iterator[str]:
    for limit in detail.get("jobStateTimeLimitActions", []):
        if limit["maxTimeSeconds"] < _SHORTEST_LIMIT_S:
            yield f"maxTimeSeconds must be at least 600, got {limit['maxTimeSeconds']}"
        if limit["action"] != "CANCEL":
            yield f"action of jobStateTimeLimitActions must be CANCEL, got {limit['action']}"
