"""What a job is asked to do: the submission laid over its job definition."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from local.batch.definition_rules import (
    complaints_of_environment,
    complaints_of_resources,
    complaints_of_run,
)
from local.batch.names import checked_name
from local.batch.records import JobDefinition, JobQueue
from local.batch.refusals import NotServedError, RefusedError, refuse_any
from local.batch.state import State

_NOT_SERVED = (
    "arrayProperties",
    "consumableResourcePropertiesOverride",
    "ecsPropertiesOverride",
    "eksPropertiesOverride",
    "nodeOverrides",
    "schedulingPriorityOverride",
    "shareIdentifier",
)


def order_of(request: Mapping[str, Any], state: State) -> dict[str, Any]:
    """The job's own members of JobDetail."""
    for member in _NOT_SERVED:
        if member in request:
            raise NotServedError(f"a job with {member}")
    checked_name("jobName", request["jobName"])
    order = _laid_over(request, active_definition(request["jobDefinition"], state).detail)
    refuse_any(_complaints(request, order, state))
    return order


def _laid_over(request: Mapping[str, Any], definition: Mapping[str, Any]) -> dict[str, Any]:
    parameters = {**definition["parameters"], **request.get("parameters", {})}
    timeout = request.get("timeout", definition.get("timeout"))
    return {
        "jobName": request["jobName"],
        "jobDefinition": definition["jobDefinitionArn"],
        "retryStrategy": _retry_strategy(request, definition),
        "dependsOn": request.get("dependsOn", []),
        "parameters": parameters,
        "container": _container(definition, request.get("containerOverrides", {}), parameters),
        "tags": request.get("tags", {}),
        "propagateTags": request.get("propagateTags", definition.get("propagateTags", False)),
        "platformCapabilities": definition["platformCapabilities"],
        **({"timeout": timeout} if timeout else {}),
    }


def _complaints(
    request: Mapping[str, Any], order: Mapping[str, Any], state: State
) -> Iterator[str]:
    container = order["container"]
    yield from _complaints_of_queue(state.queue(request["jobQueue"]), order, state)
    for member in ("vcpus", "memory"):
        if member in request.get("containerOverrides", {}) and container["resourceRequirements"]:
            yield f"containerOverrides.{member} overrides no resourceRequirements"
    yield from complaints_of_resources(container)
    yield from complaints_of_environment(container)
    yield from complaints_of_run(request)
    yield from _complaints_of_dependencies(order, state)


def active_definition(reference: str, state: State) -> JobDefinition:
    found = [one for one in state.revisions(reference) if one.is_active]
    if not found:
        raise RefusedError(f"no active job definition is called {reference!r}")
    return found[-1]


def _container(
    definition: Mapping[str, Any], overrides: Mapping[str, Any], parameters: Mapping[str, str]
) -> dict[str, Any]:
    base = definition["containerProperties"]
    merged = {
        **base,
        **overrides,
        "environment": _merged("name", base, overrides, "environment"),
        "resourceRequirements": _merged("type", base, overrides, "resourceRequirements"),
    }
    merged["command"] = _substituted(merged.get("command", []), parameters)
    return merged


def _merged(
    key: str, base: Mapping[str, Any], overrides: Mapping[str, Any], member: str
) -> list[dict[str, str]]:
    """An override replaces the entry of its name or type, and leaves the others."""
    entries = {item[key]: item for item in base.get(member, [])}
    return list((entries | {item[key]: item for item in overrides.get(member, [])}).values())


def _substituted(command: Sequence[str], parameters: Mapping[str, str]) -> list[str]:
    # Longest names first, so that Ref::data does not eat the head of Ref::data_uri.
    names = sorted(parameters, key=len, reverse=True)
    words = list(command)
    for name in names:
        words = [word.replace(f"Ref::{name}", parameters[name]) for word in words]
    return words


def _retry_strategy(request: Mapping[str, Any], definition: Mapping[str, Any]) -> dict[str, Any]:
    strategy = request.get("retryStrategy", definition.get("retryStrategy", {}))
    return {"attempts": 1, "evaluateOnExit": [], **strategy}


def _complaints_of_queue(queue: JobQueue, order: Mapping[str, Any], state: State) -> Iterator[str]:
    name = queue.detail["jobQueueName"]
    if queue.detail["state"] != "ENABLED":
        yield f"the job queue {name} is DISABLED and takes no jobs"
    platform = "FARGATE" if state.environment(queue.environment_arns[0]).is_fargate else "EC2"
    if platform not in order["platformCapabilities"]:
        yield (
            f"the job queue {name} runs on {platform}, the job definition is for "
            f"{', '.join(order['platformCapabilities'])}"
        )


def _complaints_of_dependencies(order: Mapping[str, Any], state: State) -> Iterator[str]:
    for dependency in order["dependsOn"]:
        if "type" in dependency:
            raise NotServedError(f"a dependency of type {dependency['type']}")
        if dependency.get("jobId") not in state.jobs:
            yield f"dependsOn names no job: {dependency.get('jobId')!r}"
