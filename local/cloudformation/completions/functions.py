"""Functions: dead letters, key, network, concurrency, recursion; event sources: their switch."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from local.account.environment import ACCOUNT_ID, REGION
from local.cloudformation.api import client
from local.cloudformation.completions.completion import Completion, is_true

_SETTINGS: Mapping[str, tuple[str, Any]] = {
    "DeadLetterConfig": ("DeadLetterConfig", {"TargetArn": ""}),
    "KmsKeyArn": ("KMSKeyArn", ""),
    "VpcConfig": ("VpcConfig", {"SubnetIds": [], "SecurityGroupIds": []}),
}


def _setting(function: str, _old: Any, new: Any, *, name: str) -> None:
    argument, default = _SETTINGS[name]
    value = default if new is None else new
    client("lambda").update_function_configuration(FunctionName=function, **{argument: value})


def _concurrency(function: str, _old: Any, new: Any) -> None:
    if new is None:
        client("lambda").delete_function_concurrency(FunctionName=function)
    else:
        client("lambda").put_function_concurrency(
            FunctionName=function, ReservedConcurrentExecutions=int(new)
        )


def _recursion(function: str, _old: Any, new: Any) -> None:
    client("lambda").put_function_recursion_config(
        FunctionName=function, RecursiveLoop=new or "Terminate"
    )


def _switch(source: str, _old: Any, new: Any) -> None:
    is_on = new is None or is_true(new)
    client("lambda").update_event_source_mapping(UUID=source, Enabled=is_on)


def _tags(source: str, old: Any, new: Any) -> None:
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT_ID}:event-source-mapping:{source}"
    wanted = {tag["Key"]: tag["Value"] for tag in new or []}
    gone = [tag["Key"] for tag in old or [] if tag["Key"] not in wanted]
    if gone:
        client("lambda").untag_resource(Resource=arn, TagKeys=gone)
    if wanted:
        client("lambda").tag_resource(Resource=arn, Tags=wanted)


FUNCTIONS: Mapping[str, Completion] = {
    **{name: partial(_setting, name=name) for name in _SETTINGS},
    "ReservedConcurrentExecutions": _concurrency,
    "RecursiveLoop": _recursion,
}
EVENT_SOURCES: Mapping[str, Completion] = {"Enabled": _switch, "Tags": _tags}
