"""Everything for which a definition is refused before anything runs."""

import re
from collections.abc import Collection, Iterator

from local.sagemaker.definition import arguments, conditions, parameters, references
from local.sagemaker.definition.document import Definition, Step
from local.sagemaker.definition.durations import duration
from local.sagemaker.definition.kinds import KINDS

_VERSION = "2020-12-01"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOST_STEPS = 50
_MEMBERS = frozenset(
    {
        *("Name", "Type", "Arguments", "DependsOn", "DisplayName", "Description"),
        *("CacheConfig", "RetryPolicies", "PropertyFiles", "OutputParameters"),
    }
)
_EXCEPTIONS = (
    *("Step.SERVICE_FAULT", "Step.THROTTLING", "SageMaker.JOB_INTERNAL_ERROR"),
    *("SageMaker.CAPACITY_ERROR", "SageMaker.RESOURCE_LIMIT"),
)


def complaints(definition: Definition, served: Collection[str]) -> Iterator[str]:
    """`served` are the operations of SageMaker that steps may call here."""
    version = definition.body.get("Version")
    if version != _VERSION:
        yield f"Version must be {_VERSION!r}, got {version!r}"
    yield from parameters.complaints(definition.body.get("Parameters", []))
    steps = definition.all_steps
    if not 1 <= len(steps) <= _MOST_STEPS:
        yield f"a pipeline has 1 to {_MOST_STEPS} steps, got {len(steps)}"
    names = [step.name for step in steps]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"two steps are called {name!r}"
    for step in steps:
        for complaint in _of_step(step, served):
            yield f"step {step.name}: {complaint}"
    yield from references.complaints(definition)


def _of_step(step: Step, served: Collection[str]) -> Iterator[str]:
    if not _NAME.fullmatch(step.name):
        yield f"a name is 1 to 64 letters, digits, - and _, got {step.name!r}"
    kind = KINDS.get(step.type)
    if kind is None or (kind.operation and kind.operation not in served):
        known = ", ".join(name for name, one in KINDS.items() if one.operation in {"", *served})
        yield f"steps of type {step.type!r} do not run in the local account; known: {known}"
        return
    for member in step.body.keys() - _MEMBERS - set(kind.needs):
        yield f"a {step.type} step has no {member}"
    for member in kind.needs:
        if not step.body.get(member):
            yield f"a {step.type} step needs {member}"
    if kind.operation:
        yield from arguments.complaints(kind, step.arguments)
    if step.type == "Condition":
        yield from conditions.complaints(step.arguments["Conditions"])
    if step.type == "Fail" and "ErrorMessage" not in step.arguments:
        yield "a Fail step needs the argument ErrorMessage"
    yield from _of_cache(step, caches=kind.caches)
    yield from _of_retries(step)


def _of_cache(step: Step, *, caches: bool) -> Iterator[str]:
    if not step.cache.get("Enabled"):
        return
    expiry = step.cache.get("ExpireAfter")
    if not caches:
        yield f"the result of a {step.type} step is not cached"
    if expiry is not None and duration(str(expiry)) is None:
        yield f"ExpireAfter must be a duration such as P30D or PT12H, got {expiry!r}"


def _of_retries(step: Step) -> Iterator[str]:
    for policy in step.retry_policies:
        for word in policy.get("ExceptionType", []):
            if word not in _EXCEPTIONS:
                yield f"ExceptionType must be one of {', '.join(_EXCEPTIONS)}, got {word!r}"
        if ("MaxAttempts" in policy) == ("ExpireAfterMin" in policy):
            yield "a retry policy has MaxAttempts or ExpireAfterMin, one of them"
