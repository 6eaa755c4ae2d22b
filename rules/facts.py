"""What the world outside a template holds, handed to the rules as data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_KNOWN = Path(__file__).with_name("known.json")


@dataclass(frozen=True)
class Instance:
    vcpus: int
    memory_mib: int
    """What a job can have of it."""
    gpus: int


@dataclass(frozen=True)
class Facts:
    instances: Mapping[str, Instance] = field(default_factory=dict)
    instances_in: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By region: those of ``instances`` that it offers."""


NO_FACTS = Facts()


@cache
def known(what: str) -> frozenset[str]:
    """``service_principals``, ``endpoint_services``, ``managed_policies``: names that exist."""
    return frozenset(json.loads(_KNOWN.read_text("utf-8"))[what])
