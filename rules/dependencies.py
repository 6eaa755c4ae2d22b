"""What CloudFormation creates before what: by reference, or by DependsOn."""

import re
from collections.abc import Iterator

from rules.template import Resource
from rules.value import listed

_PLACEHOLDER = re.compile(r"\$\{([A-Za-z0-9]+)")


def waits_for(resource: Resource) -> frozenset[str]:
    """The logical ids of all that is there before the resource, near and far."""
    found: set[str] = set()
    todo = [resource.logical_id]
    while todo:
        waiting = resource.template.resources.get(todo.pop())
        named = set(_named(waiting)) if waiting else set()
        todo.extend(named - found)
        found |= named
    return frozenset(found)


def _named(resource: Resource) -> Iterator[str]:
    yield from (name for name in listed(resource.body.get("DependsOn")) if isinstance(name, str))
    todo: list[object] = [resource.body.get("Properties")]
    while todo:
        match todo.pop():
            case {"Ref": str(name)}:
                yield name
            case {"Fn::GetAtt": str(name) | [str(name), *_]}:
                yield name.partition(".")[0]
            case {"Fn::Sub": given}:
                pattern = given[0] if isinstance(given, list) and given else given
                yield from _PLACEHOLDER.findall(pattern if isinstance(pattern, str) else "")
                todo.append(given)
            case dict() as inner:
                todo.extend(inner.values())
            case list() as items:
                todo.extend(items)
