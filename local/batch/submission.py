"""What a job is asked to do: the submission laid over its job definition."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.batch.names import checked_name
from local.batch.node_ranges import complaints_of_overrides, overridden
from local.batch.overrides import laid_over, substituted
from local.batch.records import JobDefinition
from local.batch.refusals import NotServedError, RefusedError, refuse_any
from local.batch.state import State
from local.batch.submission_rules import complaints

_NOT_SERVED = (
    "consumableResourcePropertiesOverride",
    "ecsPropertiesOverride",
    "eksPropertiesOverride",
)
_AS_GIVEN = ("arrayProperties", "shareIdentifier")


def order_of(request: Mapping[str, Any], state: State) -> dict[str, Any]:
    """The job's own members of JobDetail."""
    for member in _NOT_SERVED:
        if member in request:
            raise NotServedError(f"a job with {member}")
    checked_name("jobName", request["jobName"])
    definition = active_definition(request["jobDefinition"], state).detail
    refuse_any(_complaints_of_kind(request, definition))
    order = _order(request, definition)
    refuse_any(complaints(request, order, state))
    return order


def active_definition(reference: str, state: State) -> JobDefinition:
    found = [one for one in state.revisions(reference) if one.is_active]
    if not found:
        raise RefusedError(f"no active job definition is called {reference!r}")
    return found[-1]


def _order(request: Mapping[str, Any], definition: Mapping[str, Any]) -> dict[str, Any]:
    parameters = {**definition["parameters"], **request.get("parameters", {})}
    return {
        "jobName": request["jobName"],
        "jobDefinition": definition["jobDefinitionArn"],
        "retryStrategy": _retry_strategy(request, definition),
        "dependsOn": request.get("dependsOn", []),
        "parameters": parameters,
        **_what_runs(request, definition, parameters),
        "tags": request.get("tags", {}),
        "propagateTags": request.get("propagateTags", definition.get("propagateTags", False)),
        "platformCapabilities": definition["platformCapabilities"],
        **{member: request[member] for member in _AS_GIVEN if member in request},
        **_optional(request, definition),
    }


def _what_runs(
    request: Mapping[str, Any], definition: Mapping[str, Any], parameters: Mapping[str, str]
) -> dict[str, Any]:
    if "nodeProperties" in definition:
        changes = request.get("nodeOverrides", {})
        return {"nodeProperties": overridden(definition["nodeProperties"], changes, parameters)}
    container = laid_over(definition["containerProperties"], request.get("containerOverrides", {}))
    return {"container": substituted(container, parameters)}


def _optional(request: Mapping[str, Any], definition: Mapping[str, Any]) -> dict[str, Any]:
    priority = definition.get("schedulingPriority")
    found = {
        "timeout": request.get("timeout", definition.get("timeout")),
        "schedulingPriority": request.get("schedulingPriorityOverride", priority),
    }
    return {member: value for member, value in found.items() if value is not None}


def _retry_strategy(request: Mapping[str, Any], definition: Mapping[str, Any]) -> dict[str, Any]:
    strategy = request.get("retryStrategy", definition.get("retryStrategy", {}))
    return {"attempts": 1, "evaluateOnExit": [], **strategy}


def _complaints_of_kind(request: Mapping[str, Any], definition: Mapping[str, Any]) -> Iterator[str]:
    if "nodeProperties" not in definition:
        if "nodeOverrides" in request:
            yield "nodeOverrides is for job definitions of type multinode only"
        return
    for member in ("arrayProperties", "containerOverrides"):
        if member in request:
            yield f"{member} is not for a job definition of type multinode"
    yield from complaints_of_overrides(
        definition["nodeProperties"], request.get("nodeOverrides", {})
    )
