"""Reads the settings POLICY and FLEETS, which several functions are told in the same words."""

import json
from collections.abc import Mapping
from typing import Any

from millrace.domain.fleets import Fleet, Fleets, Size
from millrace.domain.policy import Policy

_ML = "ml"


def fleets_from(text: str) -> Fleets:
    told = json.loads(text)
    prices = told.pop(_ML, {})
    return Fleets(fleets=[_fleet(name, parts) for name, parts in told.items()], usd_per_hour=prices)


def policy_from(policy: str, fleets: str) -> Policy:
    return Policy(**json.loads(policy), fleets=fleets_from(fleets))


def _fleet(name: str, parts: Mapping[str, Any]) -> Fleet:
    """A function is told only the parts that it needs."""
    return Fleet(
        name=name,
        queues=parts["queues"],
        environments=parts.get("environments", {}),
        sizes=[Size(*size) for size in parts.get("sizes", [])],
        usd_per_vcpu_hour=parts.get("usd_per_vcpu_hour", {}),
    )
