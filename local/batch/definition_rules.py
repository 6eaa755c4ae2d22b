"""What AWS Batch refuses in a job definition, and what the local account cannot honour."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from local.api.context import AccountContext
from local.batch.capacity import needs_of
from local.batch.refusals import NotServedError

_KINDS_NOT_SERVED = (
    "consumableResourceProperties",
    "ecsProperties",
    "eksProperties",
    "nodeProperties",
)
_PROPERTIES_NOT_SERVED = ("mountPoints", "repositoryCredentials", "secrets", "volumes")
NOT_ENFORCED = (
    "enableExecuteCommand",
    "ephemeralStorage",
    "fargatePlatformConfiguration",
    "instanceType",
    "linuxParameters",
    "networkConfiguration",
    "privileged",
    "readonlyRootFilesystem",
    "runtimePlatform",
    "ulimits",
    "user",
)
"""A subprocess cannot have these; they are kept and described, and a warning names them."""

_MOST_ATTEMPTS = 10
_MOST_RULES = 5
_SHORTEST_TIMEOUT_S = 60
_LEAST_MEMORY_MIB = 4
_RESERVED = "AWS_BATCH"
_TEXT = (re.compile(r"[0-9A-Za-z.:\s]{0,511}\*?"), "letters, digits, periods, colons and spaces")
_GLOBS = {
    "onStatusReason": _TEXT,
    "onReason": _TEXT,
    "onExitCode": (re.compile(r"[0-9]{0,511}\*?"), "digits"),
}


def refuse_what_is_not_served(request: Mapping[str, Any]) -> None:
    if request["type"] != "container":
        raise NotServedError(f"a job definition of type {request['type']}")
    for member in _KINDS_NOT_SERVED:
        if member in request:
            raise NotServedError(f"a job definition with {member}")
    container = request.get("containerProperties", {})
    for member in _PROPERTIES_NOT_SERVED:
        if container.get(member):
            raise NotServedError(f"containerProperties.{member}")
    driver = container.get("logConfiguration", {}).get("logDriver", "awslogs")
    if driver != "awslogs":
        raise NotServedError(f"the log driver {driver}")


def complaints(request: Mapping[str, Any], context: AccountContext) -> Iterator[str]:
    container = request.get("containerProperties")
    if container is None:
        yield "containerProperties is required for type container"
        return
    if not container.get("image"):
        yield "containerProperties.image is required"
    for member in ("jobRoleArn", "executionRoleArn"):
        if member in container and not context.role_exists(container[member]):
            yield f"containerProperties.{member} names no role: {container[member]}"
    if "FARGATE" in request.get("platformCapabilities", []) and "executionRoleArn" not in container:
        yield "containerProperties.executionRoleArn is required for the platform FARGATE"
    for platform in request.get("platformCapabilities", []):
        if platform not in ("EC2", "FARGATE"):
            yield f"platformCapabilities must be EC2 or FARGATE, got {platform!r}"
    yield from complaints_of_resources(container)
    yield from complaints_of_run(request)
    yield from complaints_of_environment(container)


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
