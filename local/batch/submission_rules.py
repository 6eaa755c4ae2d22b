"""What AWS Batch refuses in a submission once it is laid over its job definition."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from local.batch.definition_rules import (
    complaints_of_environment,
    complaints_of_priority,
    complaints_of_resources,
    complaints_of_run,
)
from local.batch.dependencies import complaints_of_dependencies
from local.batch.fargate_rules import complaints_of_fargate_size
from local.batch.records import JobQueue
from local.batch.state import State

_ARRAY_SIZES = range(2, 10_001)
_SHARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,254}")


def complaints(request: Mapping[str, Any], order: Mapping[str, Any], state: State) -> Iterator[str]:
    queue = state.queue(request["jobQueue"])
    yield from _complaints_of_queue(queue, order, state)
    yield from _complaints_of_share(queue, request)
    yield from _complaints_of_array(order)
    overrides = request.get("containerOverrides", {})
    for container in _containers(order):
        for member in ("vcpus", "memory"):
            if member in overrides and container["resourceRequirements"]:
                yield f"containerOverrides.{member} overrides no resourceRequirements"
        yield from complaints_of_resources(container)
        yield from complaints_of_environment(container)
        if "FARGATE" in order["platformCapabilities"]:
            yield from complaints_of_fargate_size(container)
    yield from complaints_of_run(request)
    yield from complaints_of_dependencies(order, state.jobs)


def _containers(order: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "container" in order:
        yield order["container"]
    for item in order.get("nodeProperties", {}).get("nodeRangeProperties", []):
        yield item["container"]


def _complaints_of_array(order: Mapping[str, Any]) -> Iterator[str]:
    array = order.get("arrayProperties")
    if array is not None and array.get("size", 0) not in _ARRAY_SIZES:
        yield f"arrayProperties.size must lie between 2 and 10000, got {array.get('size')}"


def _complaints_of_queue(queue: JobQueue, order: Mapping[str, Any], state: State) -> Iterator[str]:
    if queue.detail["state"] != "ENABLED":
        yield f"the job queue {queue.name} is DISABLED and takes no jobs"
    platform = "FARGATE" if state.environment(queue.environment_arns[0]).is_fargate else "EC2"
    if platform not in order["platformCapabilities"]:
        yield (
            f"the job queue {queue.name} runs on {platform}, the job definition is for "
            f"{', '.join(order['platformCapabilities'])}"
        )


def _complaints_of_share(queue: JobQueue, request: Mapping[str, Any]) -> Iterator[str]:
    share = request.get("shareIdentifier")
    if queue.policy_arn and share is None:
        yield f"the job queue {queue.name} has fair share: shareIdentifier is required"
    for member in ("shareIdentifier", "schedulingPriorityOverride"):
        if not queue.policy_arn and member in request:
            yield f"the job queue {queue.name} has no fair share: {member} is not allowed"
    if share is not None and not _SHARE.fullmatch(share):
        yield f"shareIdentifier must be 1 to 255 letters, digits and -, got {share!r}"
    yield from complaints_of_priority(
        "schedulingPriorityOverride", request.get("schedulingPriorityOverride")
    )
