"""What AWS Batch tells a container about its job."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from workloads.contract.refusals import RefusedError


class SettingError(RefusedError):
    """An environment variable that the job needs is missing or makes no sense."""


def setting(name: str, environment: Mapping[str, str] = os.environ) -> str:
    if name not in environment:
        raise SettingError(f"{name} is not set: the job definition gives it")
    return environment[name]


@dataclass(frozen=True, kw_only=True)
class BatchJob:
    """The place of a container in its job."""

    id: str
    """Of the job as it was submitted: the same for every attempt, and every node."""
    attempt: int
    array_index: int | None = None
    """None outside an array job."""
    node: int = 0
    nodes: int = 1
    main_node: int = 0
    main_address: str | None = None
    """None on the main node itself: Batch tells it to the others alone."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "BatchJob":
        """A child of an array has the id ``<job>:<index>``, a node ``<job>#<node>``."""
        index = _number("ARRAY_INDEX", environment)
        return cls(
            id=setting("AWS_BATCH_JOB_ID", environment).partition("#")[0],
            attempt=_number("ATTEMPT", environment) or 1,
            array_index=index,
            node=_number("NODE_INDEX", environment) or 0,
            nodes=_number("NUM_NODES", environment) or 1,
            main_node=_number("MAIN_NODE_INDEX", environment) or 0,
            main_address=environment.get("AWS_BATCH_JOB_MAIN_NODE_PRIVATE_IPV4_ADDRESS"),
        )


def _number(name: str, environment: Mapping[str, str]) -> int | None:
    value = environment.get(f"AWS_BATCH_JOB_{name}")
    if value is None:
        return None
    if not value.isdecimal():
        raise SettingError(f"AWS_BATCH_JOB_{name} must be a whole number, got {value!r}")
    return int(value)
