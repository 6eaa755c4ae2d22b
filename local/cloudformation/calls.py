"""The calls of one row's API: make, find, wait, tag."""

import time
from collections.abc import Mapping
from typing import Any

import jmespath  # type: ignore[import-untyped]
from botocore import xform_name
from botocore.exceptions import ClientError
from botocore.model import StructureShape

from local.cloudformation.absence import is_absent
from local.cloudformation.api import client
from local.cloudformation.rows import ById, Lookup, Properties, Row, Tagging

_PATIENCE_S = 60
_PAUSE_S = 0.05


class NotSettledError(RuntimeError):
    """A resource did not become what it should."""


def call(row: Row, operation: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    method = getattr(client(row.service), xform_name(operation))
    answer: Mapping[str, Any] = method(**arguments)
    return answer


def call_on(
    row: Row, by_id: ById, physical_id: str, properties: Properties, **request: Any
) -> Mapping[str, Any]:
    if by_id.told:
        physical_id = (record(row, physical_id) or {}).get(by_id.told, physical_id)
    return call(row, by_id.operation, by_id.arguments(physical_id, properties) | request)


def input_shape(row: Row, operation: str) -> StructureShape:
    shape: StructureShape = _operation(row, operation).input_shape
    return shape


def found_shape(row: Row) -> StructureShape:
    """What the API can tell about one such resource."""
    answer = _operation(row, row.lookup.by_id.operation).output_shape
    shape = answer.members[row.lookup.found] if row.lookup.found else answer
    whole: StructureShape = getattr(shape, "member", shape)
    return whole


def record(row: Row, physical_id: str) -> Mapping[str, Any] | None:
    """The resource as the API describes it, None once it is gone."""
    try:
        answer = call_on(row, row.lookup.by_id, physical_id, {})
    except ClientError as error:
        if is_absent(error):
            return None
        raise
    found = _found(row.lookup, answer, physical_id)
    return found[0] if found and _status(row, found[0]) not in row.lookup.gone else None


def _found(lookup: Lookup, answer: Mapping[str, Any], physical_id: str) -> list[Mapping[str, Any]]:
    found = answer[lookup.found] if lookup.found else answer
    if not isinstance(found, list):
        return [found] if found else []
    asked = lookup.where.replace("{id}", physical_id)
    return list(jmespath.search(f"[?{asked}]", found)) if asked else found


def settled(row: Row, physical_id: str) -> Mapping[str, Any]:
    """Waits until the resource is in a good state."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        found = record(row, physical_id)
        if found is not None and _status(row, found) in row.lookup.bad:
            why = found.get("statusReason", "no reason is given")
            raise NotSettledError(f"{physical_id} is {_status(row, found)}: {why}")
        if found is not None and _status(row, found) in (row.lookup.good or ("",)):
            return found
        time.sleep(_PAUSE_S)
    raise NotSettledError(f"{physical_id} was not ready after {_PATIENCE_S} seconds")


def wait_until_gone(row: Row, physical_id: str) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while record(row, physical_id) is not None:
        if time.monotonic() > deadline:
            raise NotSettledError(f"{physical_id} was not deleted after {_PATIENCE_S} seconds")
        time.sleep(_PAUSE_S)


def retag(row: Row, tagging: Tagging, physical_id: str, old: Any, new: Any) -> None:
    before, after = tag_map(old), tag_map(new)
    gone = [key for key in before if key not in after]
    if gone:
        call_on(row, tagging.remove, physical_id, {}, **tagging.keys(gone))
    if after:
        tags: Any = after if tagging.tags_are_a_map else tag_list(after, tagging.words)
        call_on(row, tagging.add, physical_id, {}, **{tagging.tags: tags})


def tag_map(tags: Any) -> dict[str, str]:
    if isinstance(tags, list):
        return {tag["Key"]: tag["Value"] for tag in tags}
    return dict(tags or {})


def tag_list(tags: Mapping[str, str], words: tuple[str, str]) -> list[dict[str, str]]:
    return [dict(zip(words, tag, strict=True)) for tag in tags.items()]


def _operation(row: Row, operation: str) -> Any:
    return client(row.service).meta.service_model.operation_model(operation)


def _status(row: Row, found: Mapping[str, Any]) -> str:
    return str(found.get(row.lookup.status, ""))
