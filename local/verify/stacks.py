"""The stacks of a cloud assembly, and what CloudFormation made of their resources."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Stack:
    """One template of the assembly and the name it is deployed under."""

    name: str
    resources: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Resource:
    """One resource of a stack, as deployed; without a physical id CloudFormation has none."""

    stack: str
    logical_id: str
    type: str
    properties: Mapping[str, Any]
    physical_id: str = ""
    is_retained: bool = False
    """Its template says that it outlives its stack."""


def stacks_of(assembly: Path) -> Iterator[Stack]:
    """Stages are assemblies inside the assembly."""
    artifacts = json.loads((assembly / "manifest.json").read_text()).get("artifacts", {})
    for identifier, artifact in artifacts.items():
        properties = artifact.get("properties", {})
        if artifact["type"] == "cdk:cloud-assembly":
            yield from stacks_of(assembly / properties["directoryName"])
        elif artifact["type"] == "aws:cloudformation:stack":
            template = json.loads((assembly / properties["templateFile"]).read_text())
            yield Stack(properties.get("stackName", identifier), template.get("Resources", {}))


def resources_of(stack: Stack, clients: Callable[[str], Any]) -> Iterator[Resource]:
    """A conditional resource is expected if CloudFormation has decided to create it."""
    physical_ids = _physical_ids(stack.name, clients)
    for logical_id, resource in stack.resources.items():
        if "Condition" in resource and logical_id not in physical_ids:
            continue
        yield Resource(
            stack.name,
            logical_id,
            resource["Type"],
            _resolved(resource.get("Properties", {}), physical_ids),
            physical_ids.get(logical_id, ""),
            resource.get("DeletionPolicy", "Delete").startswith("Retain"),
        )


def _physical_ids(stack: str, clients: Callable[[str], Any]) -> dict[str, str]:
    cloudformation = clients("cloudformation")
    try:
        pages = list(cloudformation.get_paginator("list_stack_resources").paginate(StackName=stack))
    except cloudformation.exceptions.ClientError as error:
        if "does not exist" in str(error):
            return {}
        raise
    return {
        summary["LogicalResourceId"]: summary.get("PhysicalResourceId", "")
        for page in pages
        for summary in page["StackResourceSummaries"]
        if summary["ResourceStatus"].endswith("_COMPLETE")
    }


def _resolved(value: Any, physical_ids: Mapping[str, str]) -> Any:
    """References become physical ids: enough for an API that takes a name or an ARN."""
    if isinstance(value, list):
        return [_resolved(item, physical_ids) for item in value]
    if not isinstance(value, Mapping):
        return value
    if set(value) == {"Ref"}:
        return physical_ids.get(value["Ref"], "")
    if set(value) == {"Fn::GetAtt"}:
        named = value["Fn::GetAtt"]
        return physical_ids.get(named[0] if isinstance(named, list) else named.split(".")[0], "")
    return {name: _resolved(item, physical_ids) for name, item in value.items()}
