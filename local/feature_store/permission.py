"""What IAM must know of a request about records: the action, and the groups that it names."""

from collections.abc import Mapping, Sequence
from typing import Any

from local.account.environment import ACCOUNT_ID, REGION
from local.api.errors import ApiError
from local.api.message import Call, Request
from local.api.model import service_model
from local.api.rest_json import RestJson

RUNTIME = service_model("sagemaker-featurestore-runtime")
WIRE = RestJson(RUNTIME)
_LISTS = ("Identifiers", "Entries")
_FIRST = frozenset(
    RUNTIME.operation_model(name).http["requestUri"].split("/")[1]
    for name in RUNTIME.operation_names
)
"""The first word of each path."""


def is_about_records(path: str) -> bool:
    """SageMaker's own operations have no path, other runtimes of it have others."""
    return path.lstrip("/").partition("/")[0] in _FIRST


def call_of(method: str, path: str, body: bytes, query: Mapping[str, Any]) -> Call | None:
    """None for what is no request of the runtime, or is so wrong that nothing will serve it."""
    try:
        return WIRE.call(Request(method=method, path=path, body=body, query=query))
    except ApiError:
        return None


def action_of(call: Call) -> str:
    return f"sagemaker:{call.operation.name}"


def groups_of(call: Call) -> Sequence[str]:
    """Their ARNs, as policies name them."""
    listed = [one for member in _LISTS for one in _mappings(call.params.get(member))]
    named = [one["FeatureGroupName"] for one in [call.params, *listed] if "FeatureGroupName" in one]
    return [_arn(str(name)) for name in named]


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _arn(name: str) -> str:
    short = name.rpartition("/")[2].lower()
    return f"arn:aws:sagemaker:{REGION}:{ACCOUNT_ID}:feature-group/{short}"
