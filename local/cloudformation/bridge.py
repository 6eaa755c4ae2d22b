"""Creates, updates and deletes any resource type of our table through its own AWS API."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jmespath  # type: ignore[import-untyped]
from botocore.model import StructureShape

from local.cloudformation.arguments import Translator
from local.cloudformation.calls import (
    call,
    call_on,
    found_shape,
    input_shape,
    record,
    retag,
    settled,
    wait_until_gone,
)
from local.cloudformation.changes import changed, replaces
from local.cloudformation.dropped import DROPPED, Owner
from local.cloudformation.rows import Properties, Row
from local.cloudformation.schemas import PropertyRefusedError, Schema, schema_of

Provisioned = tuple[str, dict[str, Any]]


class NotChangeableError(ValueError):
    """CloudFormation would change in place what the service's API cannot change."""


@dataclass(frozen=True)
class Bridge:
    """The provisioner of one row."""

    row: Row

    def create(self, logical_id: str, properties: Properties, stack: str) -> Provisioned:
        self._schema.check(properties)
        name = f"{logical_id}-{secrets.token_hex(8)}"
        physical_id, found = self._create(name, properties)
        owner = Owner(stack, logical_id, self.row.type)
        DROPPED.add(owner, physical_id, self._forgotten(properties, found))
        return physical_id, self._attributes(physical_id, found)

    def update(
        self, physical_id: str, old: Properties, new: Properties, stack: str, logical_id: str
    ) -> Provisioned:
        self._schema.check(new)
        if replaces(self.row, self._schema, old, new):
            return self.create(logical_id, new, stack)
        if self.row.revises:
            name = physical_id.rpartition("/")[2].partition(":")[0]
            physical_id, found = self._create(name, new)
            self._retag(physical_id, old, new)
            return physical_id, self._attributes(physical_id, found)
        self._change(physical_id, old, new)
        DROPPED.add(
            Owner(stack, logical_id, self.row.type), physical_id, self._left_behind(old, new)
        )
        self._complete(physical_id, old, new)
        self._retag(physical_id, old, new)
        return physical_id, self._attributes(physical_id, settled(self.row, physical_id))

    def delete(self, physical_id: str, properties: Properties) -> None:
        if record(self.row, physical_id) is not None:
            if self.row.update and self.row.before_delete:
                call_on(
                    self.row, self.row.update, physical_id, properties, **self.row.before_delete
                )
                settled(self.row, physical_id)
            call_on(self.row, self.row.delete, physical_id, properties)
            wait_until_gone(self.row, physical_id)
        DROPPED.forget(self.row.type, physical_id)

    def _create(self, name: str, properties: Properties) -> tuple[str, Mapping[str, Any]]:
        """One that does not settle is taken back: CloudFormation has not heard of it yet."""
        named = _named(properties, self.row.name, name)
        given = {key: value for key, value in named.items() if key not in self._apart}
        request = self._translator.translate(
            self._create_shape, self.row.arrange(given), elsewhere=self._update_shape
        )
        answer = call(self.row, self.row.create, request)
        physical_id = str(jmespath.search(self.row.identifier, {**request, **answer}))
        try:
            self._complete(physical_id, {}, properties)
            if not self._is_tagged_on_create:
                self._retag(physical_id, {}, properties)
            found = settled(self.row, physical_id)
        except BaseException:
            self.delete(physical_id, properties)
            raise
        return physical_id, {**found, **answer}

    def _change(self, physical_id: str, old: Properties, new: Properties) -> None:
        names = changed(old, new) - self._apart - {self._tags}
        if not names:
            return
        if self.row.update is None or self._update_shape is None:
            raise NotChangeableError(
                f"{self.row.type}: the API of {self.row.service} cannot change "
                f"{', '.join(sorted(names))} of what exists"
            )
        left = {name: self.row.defaults[name] for name in names & self.row.defaults.keys()}
        news = {name: new[name] for name in new if name in names or self._goes_along(name)}
        news = {**left, **news}
        request = self._translator.translate(
            self._update_shape,
            self.row.arrange_update(physical_id, new, news),
            elsewhere=self._create_shape,
        )
        call_on(self.row, self.row.update, physical_id, new, **request)

    def _left_behind(self, old: Properties, new: Properties) -> Iterator[str]:
        """What left the template and stays with the API, which was not told what it is without."""
        reset = self._apart | self.row.defaults.keys() | {self._tags}
        for name in changed(old, new) - reset:
            if name not in new:
                yield f"{name} (left the template, still set)"

    def _complete(self, physical_id: str, old: Properties, new: Properties) -> None:
        for name, complete in self.row.completions.items():
            if old.get(name) != new.get(name):
                complete(physical_id, old.get(name), new.get(name))

    def _retag(self, physical_id: str, old: Properties, new: Properties) -> None:
        before, after = old.get(self._tags), new.get(self._tags)
        if self.row.tagging and before != after:
            retag(self.row, self.row.tagging, physical_id, before, after)

    def _attributes(self, physical_id: str, found: Mapping[str, Any]) -> dict[str, Any]:
        known = _by_lower_name(found)
        others = {name: jmespath.search(how, found) for name, how in self.row.attributes.items()}
        own = {name: known.get(name.lower(), physical_id) for name in self._schema.read_only}
        return {**own, **others}

    def _forgotten(self, properties: Properties, found: Mapping[str, Any]) -> Iterator[str]:
        """What was given and is not in the API's own description of the result."""
        tellable, told = _by_lower_name(found_shape(self.row).members), _by_lower_name(found)
        for name, value in properties.items():
            is_told = name.lower() in told or value in told.values()
            is_lost = name.lower() in tellable and not is_told
            if name in self.row.pretended or (is_lost and not self._goes_along(name)):
                yield name

    @property
    def _schema(self) -> Schema:
        schema = schema_of(self.row.type)
        if schema is None:
            raise PropertyRefusedError(f"CloudFormation has no resource type {self.row.type}")
        return schema

    @property
    def _apart(self) -> frozenset[str]:
        later = frozenset() if self._is_tagged_on_create else frozenset({self._tags})
        return (
            self.row.for_cloudformation | self.row.pretended | self.row.completions.keys() | later
        )

    @property
    def _tags(self) -> str:
        return self.row.tagging.property if self.row.tagging else "Tags"

    @property
    def _is_tagged_on_create(self) -> bool:
        return self._tags.lower() in _by_lower_name(self._create_shape.members)

    def _goes_along(self, name: str) -> bool:
        """Known to the update and not to the create: it says how to update."""
        lower, known = name.lower(), _by_lower_name(self._create_shape.members)
        more = _by_lower_name(self._update_shape.members) if self._update_shape else {}
        return lower in more and lower not in known and name not in self._apart

    @property
    def _translator(self) -> Translator:
        return Translator(self.row.type)

    @property
    def _create_shape(self) -> StructureShape:
        return input_shape(self.row, self.row.create)

    @property
    def _update_shape(self) -> StructureShape | None:
        update = self.row.update
        return input_shape(self.row, update.operation) if update else None


def _by_lower_name(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in members.items()}


def _named(properties: Properties, path: str, name: str) -> Properties:
    """With the name that CloudFormation makes up, if there is none."""
    if not path:
        return properties
    first, _, rest = path.partition(".")
    inner = _named(properties.get(first, {}), rest, name) if rest else properties.get(first, name)
    return {**properties, first: inner}
