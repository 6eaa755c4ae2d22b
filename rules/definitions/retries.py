"""How often a step is tried again, and for how long its result may be used again."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rules.definitions.definition import Definition, Step
from rules.definitions.mistake import Mistake, nearest
from rules.definitions.values import is_known, listed, whole

_FIELDS = ("ExceptionType", "IntervalSeconds", "BackoffRate", "MaxAttempts", "ExpireAfterMin")
_EXCEPTIONS = (
    "Step.SERVICE_FAULT", "Step.THROTTLING", "SageMaker.JOB_INTERNAL_ERROR",
    "SageMaker.CAPACITY_ERROR", "SageMaker.RESOURCE_LIMIT", "Emr.RESOURCE_LIMIT",
)  # fmt: skip
_LIMITS = {
    "IntervalSeconds": (0, 43_200), "MaxAttempts": (1, 20), "ExpireAfterMin": (1, 14_400),
}  # fmt: skip
_DURATION = re.compile(
    r"(?=.*\d)(P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?",
    re.IGNORECASE,
)


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    for step in definition.steps:
        for path, says in (*_policies(step), *_cache(step)):
            yield Mistake("retries", f"{step.path}.{path}", says)


def _policies(step: Step) -> Iterator[tuple[str, str]]:
    given = step.body.get("RetryPolicies")
    if given is not None and is_known(given) and not isinstance(given, list):
        yield "RetryPolicies", "must be a list"
    named: Counter[str] = Counter()
    for index, policy in enumerate(listed(given)):
        path = f"RetryPolicies.{index}"
        if isinstance(policy, Mapping):
            yield from ((path, says) for says in _policy(policy))
            named.update({str(kind) for kind in listed(policy.get("ExceptionType"))})
        elif is_known(policy):
            yield path, f"is no policy, got {policy!r}"
    for kind, times in named.items():
        if times > 1:
            yield "RetryPolicies", f"{times} policies are for {kind}"


def _policy(policy: Mapping[str, Any]) -> Iterator[str]:
    kinds = policy.get("ExceptionType")
    if is_known(kinds) and not listed(kinds):
        yield f"ExceptionType must be a list of {', '.join(_EXCEPTIONS)}"
    for kind in listed(kinds):
        if is_known(kind) and kind not in _EXCEPTIONS:
            yield f"no exception is called {kind!r}{nearest(kind, _EXCEPTIONS)}"
    if ("MaxAttempts" in policy) == ("ExpireAfterMin" in policy):
        yield "needs either MaxAttempts or ExpireAfterMin"
    for name, (least, most) in _LIMITS.items():
        given = policy.get(name, least)
        number = whole(given)
        if is_known(given) and (number is None or not least <= number <= most):
            yield f"{name} must be a whole number from {least} to {most}, got {given!r}"
    rate = policy.get("BackoffRate", 1)
    if is_known(rate) and not (isinstance(rate, int | float) and rate >= 0):
        yield f"BackoffRate must be a number that is not negative, got {rate!r}"
    for name in policy:
        if name not in _FIELDS:
            yield f"{name} is no part of a retry policy{nearest(name, _FIELDS)}"


def _cache(step: Step) -> Iterator[tuple[str, str]]:
    given = step.body.get("CacheConfig")
    if not isinstance(given, Mapping):
        if given is not None and is_known(given):
            yield "CacheConfig", "must be an object"
        return
    if is_known(given.get("Enabled")) and not isinstance(given.get("Enabled"), bool):
        yield "CacheConfig.Enabled", f"must be true or false, got {given.get('Enabled')!r}"
    lasts = given.get("ExpireAfter")
    is_right = lasts is None or (isinstance(lasts, str) and _DURATION.fullmatch(lasts))
    if is_known(lasts) and not is_right:
        says = f"must be a duration of ISO 8601 such as P30D or PT12H, got {lasts!r}"
        yield "CacheConfig.ExpireAfter", says
    for name in given:
        if name not in {"Enabled", "ExpireAfter"}:
            yield f"CacheConfig.{name}", "is no part of it: Enabled, ExpireAfter"
