"""Writes the submission that puts a job in another's place: the same, but for what is ordered."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from millrace.domain.progress import work_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mypy_boto3_batch.type_defs import JobDetailTypeDef, SubmitJobRequestTypeDef

    from millrace.domain.job import JobRecord
    from millrace.domain.orders import Order

_LONGEST_NAME = 128
_TOKEN = 12
_OURS = re.compile(rf"-[0-9a-f]{{{_TOKEN}}}$")
_KEPT = ("parameters", "retryStrategy", "timeout", "propagateTags", "shareIdentifier")
_BATCHS_OWN = "AWS_BATCH_"


def name_of(record: JobRecord, token: str) -> str:
    """By it a job that was submitted already is found; a chain's names do not grow."""
    base = _OURS.sub("", record.name) if record.facts.continues else record.name
    return f"{base[: _LONGEST_NAME - _TOKEN - 1]}-{token[:_TOKEN]}"


def submission(
    record: JobRecord,
    order: Order,
    job: JobDetailTypeDef,
    *,
    queue: str,
    memory_mib: int | None = None,
) -> SubmitJobRequestTypeDef:
    told = cast("Mapping[str, Any]", job)
    asked = {
        "jobName": name_of(record, order.token),
        "jobQueue": queue,
        "jobDefinition": job["jobDefinition"],
        **{member: told[member] for member in _KEPT if told.get(member)},
        **_priority(told),
        **_pieces(told, memory_mib),
        "tags": _tags(record, order, told.get("tags", {})),
    }
    return cast("SubmitJobRequestTypeDef", asked)


def needs(container: Mapping[str, Any]) -> dict[str, int]:
    """MEMORY, VCPU and GPU, in the newer words or in the older ones."""
    old = {"MEMORY": container.get("memory"), "VCPU": container.get("vcpus")}
    new = {each["type"]: each["value"] for each in container.get("resourceRequirements", [])}
    return {name: int(float(value)) for name, value in (old | new).items() if value}


def _priority(job: Mapping[str, Any]) -> dict[str, Any]:
    if "shareIdentifier" in job and job.get("schedulingPriority"):
        return {"schedulingPriorityOverride": job["schedulingPriority"]}
    return {}


def _pieces(job: Mapping[str, Any], memory_mib: int | None) -> dict[str, Any]:
    if nodes := job.get("nodeProperties"):
        overrides = [
            {
                "targetNodes": part["targetNodes"],
                "containerOverrides": _overrides(part["container"]),
            }
            for part in nodes["nodeRangeProperties"]
        ]
        count = nodes["numNodes"]
        return {"nodeOverrides": {"numNodes": count, "nodePropertyOverrides": overrides}}
    array = {"size": job["arrayProperties"]["size"]} if job.get("arrayProperties") else None
    return {
        "containerOverrides": _overrides(job["container"], memory_mib),
        **({"arrayProperties": array} if array else {}),
    }


def _overrides(container: Mapping[str, Any], memory_mib: int | None = None) -> dict[str, Any]:
    required = needs(container) | ({} if memory_mib is None else {"MEMORY": memory_mib})
    environment = [
        entry
        for entry in container.get("environment", [])
        if not entry["name"].startswith(_BATCHS_OWN)
    ]
    overrides = {
        "command": container.get("command"),
        "environment": environment,
        "resourceRequirements": [
            {"type": name, "value": str(value)} for name, value in required.items()
        ],
    }
    return {member: value for member, value in overrides.items() if value}


def _tags(record: JobRecord, order: Order, tags: Mapping[str, str]) -> dict[str, str]:
    """What was told of the first job goes on, and a move is no try."""
    tries = (record.facts.tries or 0) + (order.because != "moved")
    left = work_left(record)
    return {
        **dict(_of_people(tags.items())),
        "millrace:continues": record.job_id,
        "millrace:chain": record.correlation_id,
        "millrace:tries": str(tries),
        **({} if left is None else {"millrace:work-minutes": _minutes(left)}),
    }


def _of_people(tags: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((name, value) for name, value in tags if not name.startswith("aws:"))


def _minutes(left: timedelta) -> str:
    return str(max(round(left / timedelta(minutes=1)), 1))
