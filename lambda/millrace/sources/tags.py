"""What a job's tags tell: whose it is, until when, and which job it stands in for."""

from collections.abc import Mapping
from typing import Any

from millrace.fields import NAME, instant, optional_number, readable
from millrace.sources.identity import KEY_BYTES

_MOST = 200
"""AWS allows 50 on a resource."""
_WORK_MINUTES = 366 * 24 * 60
_EXECUTION = "sagemaker:pipeline-execution-arn"


def tags_of(value: object) -> Mapping[str, Any]:
    """Batch writes them as an object; SageMaker too, or as a list of keys and values."""
    if isinstance(value, dict):
        return value
    entries = value[:_MOST] if isinstance(value, list) else []
    return {
        entry["Key"]: entry.get("Value")
        for entry in entries
        if isinstance(entry, dict) and isinstance(entry.get("Key"), str)
    }


def facts_of(tags: Mapping[str, Any]) -> dict[str, Any]:
    """Members of ``Facts``, by the tags that the desk and ``ops.submit`` give."""
    if not tags:
        return {}
    return {
        "team": readable(tags.get("millrace:team"), NAME),
        "submitted_by": readable(tags.get("millrace:submitted-by"), NAME),
        "deadline": instant(tags.get("millrace:deadline")),
        "work_minutes": _work(tags),
        "continues": _key(tags.get("millrace:continues")),
        "chain": _key(tags.get("millrace:chain")),
        "tries": optional_number(tags, "millrace:tries"),
    }


def _work(tags: Mapping[str, Any]) -> int | None:
    """Years are no estimate, and added to a time they might leave the calendar."""
    minutes = optional_number(tags, "millrace:work-minutes")
    return minutes if minutes is not None and minutes <= _WORK_MINUTES else None


def _key(value: object) -> str | None:
    """Of another record: cut it would be of none."""
    is_key = isinstance(value, str) and len(value.encode(errors="replace")) <= KEY_BYTES
    return readable(value) if is_key else None


def execution_arn(tags: Mapping[str, Any]) -> object:
    """SageMaker tags every job of a pipeline with its execution."""
    return tags.get(_EXECUTION)
