"""The columns of our table of resource types: how an API creates, changes, finds, deletes one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from local.cloudformation.completions.completion import Completion

Properties = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ById:
    """An operation that takes the physical id as one argument, and maybe some properties."""

    operation: str
    argument: str = ""
    many: bool = False
    also: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""
    """The member of the description that the operation wants instead of the physical id."""

    def arguments(self, physical_id: str, properties: Properties) -> dict[str, Any]:
        named = {self.argument: [physical_id] if self.many else physical_id}
        return {
            **self.fixed,
            **(named if self.argument else {}),
            **{name: properties[name] for name in self.also},
        }


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """How to find one again, and which of its states are good, bad or the end."""

    by_id: ById
    found: str
    """The member of the answer that holds or lists what was found; none if it is the answer."""
    where: str = ""
    """Which of them, if the operation lists more than it was asked for (JMESPath with {id})."""
    status: str = ""
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tagging:
    """The operations that add and take away tags of something that exists."""

    property: str = "Tags"
    add: ById
    remove: ById
    tags: str
    tags_are_a_map: bool
    words: tuple[str, str] = ("Key", "Value")
    """What the API calls the two halves of a tag."""
    keys: Callable[[list[str]], Mapping[str, Any]]


def _as_given(properties: Properties) -> Properties:
    return properties


def _what_changed(_physical_id: str, _new: Properties, news: Properties) -> Properties:
    return news


@dataclass(frozen=True, kw_only=True)
class Row:
    """One resource type that the emulator does not have and an API of the account has."""

    type: str
    service: str
    create: str
    identifier: str
    """Where the answer or the request of `create` holds the physical id, which is what Ref gives
    (JMESPath)."""
    lookup: Lookup
    delete: ById
    update: ById | None = None
    revises: bool = False
    """An update is another create; where that makes a new revision, the old one is deleted."""
    name: str = ""
    """The property, or the path to it, that CloudFormation makes up if it is not given."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """What Fn::GetAtt gives, where it is told by another name (JMESPath)."""
    completions: Mapping[str, Completion] = field(default_factory=dict)
    """Properties that operations of their own take."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """What a property becomes that leaves the template."""
    arrange: Callable[[Properties], Properties] = _as_given
    arrange_update: Callable[[str, Properties, Properties], Properties] = _what_changed
    tagging: Tagging | None = None
    before_delete: Mapping[str, Any] | None = None
    """What `update` must be told before the delete."""
    for_cloudformation: frozenset[str] = frozenset()
    """Properties that speak to CloudFormation and not to the API."""
    pretended: frozenset[str] = frozenset()
    """Properties that are taken and change nothing here."""
    replaces_unless_false: str = ""
    """The property by which a template says whether conditional changes need a new resource."""
