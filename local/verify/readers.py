"""What a reader is: the call of a service that shows whether a resource is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import jmespath  # type: ignore[import-untyped]
from botocore.exceptions import ClientError

from local.cloudformation.absence import is_absent
from local.verify.stacks import Resource

ID = "@"
"""Stands for the physical id; =word stands for itself, every other word names a property."""
Clients = Callable[[str], Any]
How: TypeAlias = "str | Sequence[How] | Mapping[str, How]"


class UnresolvedError(ValueError):
    """A property that names the resource is not in the template, or not resolved."""


@dataclass(frozen=True)
class Reader:
    """It exists if the call succeeds and, where `found` is given, if that is in the answer."""

    service: str
    operation: str
    arguments: Mapping[str, How]
    found: str = ""

    def exists(self, clients: Clients, resource: Resource) -> bool:
        try:
            answer = self.answer(clients, resource)
        except ClientError as error:
            if is_absent(error):
                return False
            raise
        asked = self.found.replace("{id}", resource.physical_id)
        return bool(jmespath.search(asked, answer)) if asked else True

    def answer(self, clients: Clients, resource: Resource) -> Any:
        """What the service tells about it."""
        call = getattr(clients(self.service), self.operation)
        return call(**{name: _filled(how, resource) for name, how in self.arguments.items()})


def _filled(how: How, resource: Resource) -> Any:
    if isinstance(how, Mapping):
        return {name: _filled(one, resource) for name, one in how.items()}
    if not isinstance(how, str):
        return [_filled(one, resource) for one in how]
    if how == ID:
        return resource.physical_id
    if how.startswith("="):
        return how.removeprefix("=")
    value = resource.properties.get(how)
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, str) or not first:
        raise UnresolvedError(f"its property {how} names nothing that is deployed")
    return first
