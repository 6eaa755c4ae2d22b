"""Which container each node of a multi-node job has: ranges of nodes, as Batch writes them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from local.batch.overrides import laid_over, substituted

_RANGE = re.compile(r"(\d*):(\d*)|(\d+)")


@dataclass(frozen=True)
class NodeRange:
    """The indexes of some nodes, both ends included."""

    first: int
    last: int
    is_open: bool

    @classmethod
    def read(cls, text: str, num_nodes: int) -> "NodeRange | None":
        found = _RANGE.fullmatch(text)
        if not found:
            return None
        first, last, only = found.groups()
        if only:
            return cls(int(only), int(only), is_open=False)
        return cls(int(first or 0), int(last or num_nodes - 1), is_open=not last)

    def __contains__(self, index: int) -> bool:
        return self.first <= index <= self.last

    @property
    def width(self) -> int:
        return self.last - self.first


def container_of(properties: Mapping[str, Any], index: int) -> Mapping[str, Any]:
    """Ranges may be nested: the narrowest around the node counts."""
    around = [
        (nodes.width, item["container"])
        for item in properties["nodeRangeProperties"]
        if (nodes := NodeRange.read(item["targetNodes"], properties["numNodes"])) and index in nodes
    ]
    container: Mapping[str, Any] = min(around, key=lambda one: one[0])[1]
    return container


def overridden(
    properties: Mapping[str, Any], overrides: Mapping[str, Any], parameters: Mapping[str, str]
) -> dict[str, Any]:
    """The node properties of a job: if any node is changed, each has a range of its own."""
    whole = {**properties, "numNodes": overrides.get("numNodes", properties["numNodes"])}
    changes = overrides.get("nodePropertyOverrides", [])
    ranges = _a_range_each(whole, changes) if changes else properties["nodeRangeProperties"]
    return {
        **whole,
        "nodeRangeProperties": [
            {**item, "container": substituted(laid_over(item["container"], {}), parameters)}
            for item in ranges
        ],
    }


def _a_range_each(
    whole: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    for index in range(whole["numNodes"]):
        container = container_of(whole, index)
        for change in changes:
            nodes = NodeRange.read(change["targetNodes"], whole["numNodes"])
            if nodes and index in nodes:
                container = laid_over(container, change.get("containerOverrides", {}))
        yield {"targetNodes": f"{index}:{index}", "container": container}


def complaints_of_nodes(properties: Mapping[str, Any]) -> Iterator[str]:
    count, main_node = properties["numNodes"], properties["mainNode"]
    if count < 1:
        yield f"nodeProperties.numNodes must be at least 1, got {count}"
    elif not 0 <= main_node < count:
        yield f"nodeProperties.mainNode must lie between 0 and {count - 1}, got {main_node}"
    else:
        yield from _complaints_of_ranges(properties["nodeRangeProperties"], count)


def _complaints_of_ranges(items: Sequence[Mapping[str, Any]], count: int) -> Iterator[str]:
    bare = set(range(count))
    for item in items:
        nodes = NodeRange.read(item["targetNodes"], count)
        if nodes is None or not nodes.first <= nodes.last < count:
            yield f"targetNodes must be a range within 0:{count - 1}, got {item['targetNodes']!r}"
        elif "container" not in item:
            yield f"the node range {item['targetNodes']} needs a container"
        else:
            bare -= set(range(nodes.first, nodes.last + 1))
    if bare:
        yield f"no node range with a container holds node {min(bare)}"


def complaints_of_overrides(
    properties: Mapping[str, Any], overrides: Mapping[str, Any]
) -> Iterator[str]:
    count = overrides.get("numNodes", properties["numNodes"])
    ranges = [
        NodeRange.read(item["targetNodes"], count) for item in properties["nodeRangeProperties"]
    ]
    if count != properties["numNodes"] and not any(one and one.is_open for one in ranges):
        yield "nodeOverrides.numNodes needs a node range with an open end, such as 1:"
    if count <= properties["mainNode"]:
        yield f"nodeOverrides.numNodes must be more than mainNode {properties['mainNode']}"
    for change in overrides.get("nodePropertyOverrides", []):
        if NodeRange.read(change["targetNodes"], count) is None:
            yield f"targetNodes must be a range of nodes, got {change['targetNodes']!r}"
