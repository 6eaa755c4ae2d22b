"""What AWS Batch refuses in a job definition, and what the local account cannot honour."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from local.api.context import AccountContext
from local.batch.capacity import needs_of
from local.batch.fargate_rules import complaints_of_fargate
from local.batch.node_ranges import complaints_of_nodes
from local.batch.refusals import NotServedError
from local.batch.volume_rules import complaints_of_volumes

_KINDS_NOT_SERVED = (
    "consumableResourceProperties",
    "ecsProperties",
    "eksProperties",
)
_PROPERTIES_NOT_SERVED = ("repositoryCredentials",)
NOT_ENFORCED = (
    "enableExecuteCommand",
    "ephemeralStorage",
    "fargatePlatformConfiguration",
    "instanceType",
    "networkConfiguration",
    "privileged",
    "runtimePlatform",
    "user",
)
"""A subprocess cannot have these; they are kept and described, and a warning names them."""

_MOST_ATTEMPTS = 10
_MOST_RULES = 5
_SHORTEST_TIMEOUT_S = 60
_LEAST_MEMORY_MIB = 4
_MOST_PRIORITY = 9999
_RESERVED = "AWS_BATCH"
_TEXT = (re.compile(r"[0-9A-Za-z.:\s]{0,511}\*?"), "letters, digits, periods, colons and spaces")
_GLOBS = {
    "onStatusReason": _TEXT,
    "onReason": _TEXT,
    "onExitCode": (re.compile(r"[0-9]{0,511}\*?"), "digits"),
}


def refuse_what_is_not_served(request: Mapping[str, Any]) -> None:
    for member in _KINDS_NOT_SERVED:
        if member in request:
            raise NotServedError(f"a job definition with {member}")
    for container in containers_of(request):
        for member in _PROPERTIES_NOT_SERVED:
            if container.get(member):
                raise NotServedError(f"containerProperties.{member}")
        driver = container.get("logConfiguration", {}).get("logDriver", "awslogs")
        if driver != "awslogs":
            raise NotServedError(f"the log driver {driver}")


def containers_of(request: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """One, or that of each node range."""
    ranges = request.get("nodeProperties", {}).get("nodeRangeProperties", [])
    all_of_them = [request.get("containerProperties"), *(item.get("container") for item in ranges)]
    return [container for container in all_of_them if container is not None]


def complaints(request: Mapping[str, Any], context: AccountContext) -> Iterator[str]:
    is_on_fargate = "FARGATE" in request.get("platformCapabilities", [])
    yield from _complaints_of_type(request)
    for platform in request.get("platformCapabilities", []):
        if platform not in ("EC2", "FARGATE"):
            yield f"platformCapabilities must be EC2 or FARGATE, got {platform!r}"
    for container in containers_of(request):
        yield from _complaints_of_container(container, context)
        yield from complaints_of_resources(container)
        yield from complaints_of_environment(container)
        yield from complaints_of_volumes(container)
        if is_on_fargate:
            yield from complaints_of_fargate(container)
    yield from complaints_of_run(request)
    yield from complaints_of_priority("schedulingPriority", request.get("schedulingPriority"))


def _complaints_of_type(request: Mapping[str, Any]) -> Iterator[str]:
    wanted = {"container": "containerProperties", "multinode": "nodeProperties"}
    for kind, member in wanted.items():
        if (request["type"] == kind) != (member in request):
            yield f"{member} is required for type {kind}, and allowed for no other"
    if request["type"] == "multinode" and "nodeProperties" in request:
        yield from complaints_of_nodes(request["nodeProperties"])
        if "FARGATE" in request.get("platformCapabilities", []):
            yield "a job definition of type multinode is not for the platform FARGATE"


def _complaints_of_container(
    container: Mapping[str, Any], context: AccountContext
) -> Iterator[str]:
    if not container.get("image"):
        yield "containerProperties.image is required"
    for member in ("jobRoleArn", "executionRoleArn"):
        if member in container and not context.role_exists(container[member]):
            yield f"containerProperties.{member} names no role: {container[member]}"
    if container.get("secrets") and "executionRoleArn" not in container:
        yield "containerProperties.executionRoleArn is required beside secrets"


def complaints_of_priority(member: str, priority: int | None) -> Iterator[str]:
    if priority is not None and not 0 <= priority <= _MOST_PRIORITY:
        yield f"{member} must lie between 0 and 9999, got {priority}"


def complaints_of_resources(container: Mapping[str, Any]) -> Iterator[str]:
    for item in container.get("resourceRequirements", []):
        if not item["value"].replace(".", "", 1).isdecimal():
            yield f"resourceRequirements {item['type']} must be a number, got {item['value']!r}"
            return
        if item["type"] == "GPU" and not (item["value"].isdecimal() and int(item["value"]) > 0):
            yield f"resourceRequirements GPU must be at least 1, got {item['value']!r}"
            return
    needs = needs_of(container)
    if needs.vcpus <= 0:
        yield f"resourceRequirements VCPU must be more than 0, got {needs.vcpus:g}"
    if needs.memory_mib < _LEAST_MEMORY_MIB:
        yield f"resourceRequirements MEMORY must be at least 4 MiB, got {needs.memory_mib:g}"


def complaints_of_run(request: Mapping[str, Any]) -> Iterator[str]:
    """Of the members that a job definition and a submission share."""
    retry = request.get("retryStrategy", {})
    if not 1 <= retry.get("attempts", 1) <= _MOST_ATTEMPTS:
        yield f"retryStrategy.attempts must lie between 1 and 10, got {retry['attempts']}"
    rules = retry.get("evaluateOnExit", [])
    if len(rules) > _MOST_RULES:
        yield f"retryStrategy.evaluateOnExit must have at most 5 entries, got {len(rules)}"
    if rules and "attempts" not in retry:
        yield "retryStrategy.attempts is required beside evaluateOnExit"
    for rule in rules:
        yield from _complaints_of_rule(rule)
    seconds = request.get("timeout", {}).get("attemptDurationSeconds", _SHORTEST_TIMEOUT_S)
    if seconds < _SHORTEST_TIMEOUT_S:
        yield f"timeout.attemptDurationSeconds must be at least 60, got {seconds}"


def _complaints_of_rule(rule: Mapping[str, str]) -> Iterator[str]:
    if len(rule) == 1:
        yield "an entry of evaluateOnExit needs onStatusReason, onReason or onExitCode"
    for member, (glob, allowed) in _GLOBS.items():
        if not glob.fullmatch(rule.get(member, "")):
            yield f"{member} must be {allowed}, * only at the end, got {rule[member]!r}"


def complaints_of_environment(container: Mapping[str, Any]) -> Iterator[str]:
    for variable in container.get("environment", []):
        if variable.get("name", "").startswith(_RESERVED):
            yield f"environment: names that start with AWS_BATCH are reserved: {variable['name']}"
