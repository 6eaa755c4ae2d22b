"""Which job or thing an event is about: the key of the ledger, and the ARN."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from millrace.fields import MalformedError, is_line, shown, text

KEY_BYTES = 1_024
_EVENT_ID = 256
_ARN = 1_024
_RESOURCES = 5
_PARTS = 6


class Resource(NamedTuple):
    job_id: str
    arn: str | None


def event_id(event: Mapping[str, Any], key: str = "id") -> str:
    """It is a key of the timeline, so it is taken whole or not at all."""
    given = text(event, key)
    if len(given) > _EVENT_ID or not given.isprintable():
        raise MalformedError(
            f"{key} must be printable and at most {_EVENT_ID} characters, got {shown(given)}"
        )
    return given


def job_key(job_id: str) -> str:
    """Cut or cleaned, two jobs might become one."""
    if not is_line(job_id) or len(job_id.encode()) > KEY_BYTES:
        raise MalformedError(
            f"the job's id must be printable and at most {KEY_BYTES:,} bytes, got {shown(job_id)}"
        )
    return job_id


def resource(arn: object, type_: str) -> str | None:
    """``training-job/j1``, if it is the ARN of a resource of that type."""
    parts = arn.split(":", 5) if isinstance(arn, str) else []
    found = parts[5] if len(parts) == _PARTS else ""
    return found if found.startswith(f"{type_}/") and len(found) > len(type_) + 1 else None


def optional_arn(value: object) -> str | None:
    is_whole = isinstance(value, str) and 0 < len(value) <= _ARN and value.isprintable()
    return str(value) if is_whole else None


def told(event: Mapping[str, Any], detail: Mapping[str, Any], word: str, type_: str) -> Resource:
    """By the ARN in the detail, else by one among the resources, else by the name.

    ARNs of SageMaker have many names in lower case, so a name alone is taken that way.
    """
    for arn in (detail.get(f"{word}Arn"), *resources(event)):
        if found := resource(arn, type_):
            return Resource(job_key(found), optional_arn(arn))
    return Resource(job_key(f"{type_}/{text(detail, f'{word}Name').lower()}"), None)


def resources(event: Mapping[str, Any]) -> list[Any]:
    given = event.get("resources")
    return given[:_RESOURCES] if isinstance(given, list) else []


def first_resource(event: Mapping[str, Any]) -> str | None:
    return next((arn for arn in map(optional_arn, resources(event)) if arn), None)
