"""The operations on scheduling policies, which give a queue fair share."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from local.batch.names import checked_name
from local.batch.paging import page
from local.batch.records import SchedulingPolicy
from local.batch.refusals import NotServedError, RefusedError, refuse_any
from local.batch.state import State

_LONGEST_DECAY_S = 604_800
_MOST_RESERVED = 99
_MOST_SHARES = 500
_WEIGHTS = (0.0001, 999.9999)
_SHARE = re.compile(r"[A-Za-z0-9-]{1,255}\*?")


class SchedulingPolicies:
    def __init__(self, state: State) -> None:
        self._state = state

    def create(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        name = checked_name("name", request["name"])
        arn = self._state.names.arn("scheduling-policy", name)
        if arn in self._state.policies:
            raise RefusedError(f"a scheduling policy is called {name!r} already")
        _check(request)
        self._state.policies[arn] = SchedulingPolicy({"tags": {}, **request, "arn": arn})
        return {"name": name, "arn": arn}

    def describe(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        known = self._state.policies
        return {
            "schedulingPolicies": [known[arn].detail for arn in request["arns"] if arn in known]
        }

    def list(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        return page("schedulingPolicies", [{"arn": arn} for arn in self._state.policies], request)

    def update(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        policy = self._state.policy(request["arn"])
        _check(request)
        policy.detail |= request
        self._state.changed.notify_all()
        return {}

    def delete(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        policy = self._state.policy(request["arn"])
        for queue in self._state.queues.values():
            if queue.policy_arn == policy.arn:
                raise RefusedError(f"{policy.arn} is in use by the job queue {queue.name}")
        del self._state.policies[policy.arn]
        return {}


def _check(request: Mapping[str, Any]) -> None:
    if "quotaSharePolicy" in request:
        raise NotServedError("a scheduling policy with quotaSharePolicy")
    refuse_any(_complaints(request.get("fairsharePolicy", {})))


def _complaints(policy: Mapping[str, Any]) -> Iterator[str]:
    for member, most in (
        ("shareDecaySeconds", _LONGEST_DECAY_S),
        ("computeReservation", _MOST_RESERVED),
    ):
        if not 0 <= policy.get(member, 0) <= most:
            yield f"{member} must lie between 0 and {most}, got {policy[member]}"
    shares = policy.get("shareDistribution", [])
    if len(shares) > _MOST_SHARES:
        yield f"shareDistribution must have at most 500 entries, got {len(shares)}"
    for share in shares:
        yield from _complaints_of_share(share)
    yield from _overlaps([share["shareIdentifier"] for share in shares])


def _complaints_of_share(share: Mapping[str, Any]) -> Iterator[str]:
    least, most = _WEIGHTS
    name = share["shareIdentifier"]
    if not _SHARE.fullmatch(name):
        yield f"shareIdentifier must be 1 to 255 letters, digits and -, * at the end, got {name!r}"
    if not least <= share.get("weightFactor", 1.0) <= most:
        yield f"weightFactor of {name} must lie between {least} and {most}"


def _overlaps(names: list[str]) -> Iterator[str]:
    for place, name in enumerate(names):
        for other in names[place + 1 :]:
            if _covers(name, other) or _covers(other, name):
                yield f"shareDistribution: {name} and {other} overlap"


def _covers(pattern: str, name: str) -> bool:
    is_prefix = pattern.endswith("*") and name.rstrip("*").startswith(pattern[:-1])
    return is_prefix or pattern == name
