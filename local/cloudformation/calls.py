"""The calls of one row's API: make, find, wait, tag."""

import time
from collections.abc import Mapping
from typing import Any

from botocore import xform_name
from botocore.exceptions import ClientError
from botocore.model import StructureShape

from local.cloudformation.api import client
from local.cloudformation.rows import ById, Properties, Row, Tagging

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
    return call(row, by_id.operation, by_id.arguments(physical_id, properties) | request)


def input_shape(row: Row, operation: str) -> StructureShape:
    shape: StructureShape = _operation(row, operation).input_shape
    return shape


def found_shape(row: Row) -> StructureShape:
    """What the API can tell about one such resource."""
    answer = _operation(row, row.lookup.by_id.operation).output_shape
    shape: StructureShape = answer.members[row.lookup.found].member
    return shape


def record(row: Row, physical_id: str) -> Mapping[str, Any] | None:
    """The resource as the API describes it, None once it is gone."""
    try:
        answer = call_on(row, row.lookup.by_id, physical_id, {})
    except ClientError as error:
        if "NotFound" in error.response["Error"]["Code"]:
            return None
        raise
    found: list[Mapping[str, Any]] = answer[row.lookup.found]
    return found[0] if found and _status(row, found[0]) not in row.lookup.gone else None


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
        tags: Any = after if tagging.tags_are_a_map else tag_list(after)
        call_on(row, tagging.add, physical_id, {}, **{tagging.tags: tags})


def tag_map(tags: Any) -> dict[str, str]:
    if isinstance(tags, list):
        return {tag["Key"]: tag["Value"] for tag in tags}
    return dict(tags or {})


def tag_list(tags: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def _operation(row: Row, operation: str) -> Any:
    return client(row.service).meta.service_model.operation_model(operation)


def _status(row: Row, found: Mapping[str, Any]) -> str:
    return str(found.get(row.lookup.status, ""))
