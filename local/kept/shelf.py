"""Creates, describes, updates and deletes things of one kind: they are kept, nothing more."""

from collections.abc import Mapping
from typing import Any

from botocore.model import OperationModel, ServiceModel

from local.api.errors import ApiError
from local.api.message import Operation
from local.kept.fitting import fitted, merged
from local.kept.kind import Kind, Record
from local.kept.labels import Labels

Shelves = Mapping[int, "Shelf"]


class Shelf:
    """All things of one kind."""

    def __init__(
        self, kind: Kind, *, model: ServiceModel, shelves: Shelves, labels: Labels | None
    ) -> None:
        self._kind = kind
        self._model = model
        self._shelves = shelves
        self._labels = labels
        self.things: dict[str, Record] = {}

    @property
    def operations(self) -> dict[str, Operation]:
        verbs: dict[str, Operation] = {
            self._kind.create: self.create,
            self._kind.describe: self.describe,
            self._kind.update: self.update,
            self._kind.delete: self.delete,
        }
        return {name: verb for name, verb in verbs.items() if name}

    def create(self, params: Record) -> Record:
        outside = {name: item for name, item in params.items() if name != self._kind.one}
        given = {**outside, **params.get(self._kind.one, {})}
        for member, kind in self._kind.refers.items():
            for key in _as_list(given.get(member, [])):
                self._shelves[id(kind)].find(key)
        thing = merged(given, self._kind.facts(given))
        thing = merged(thing, self._kind.derived(thing))
        key = thing[self._kind.key]
        if self._kind.unique and key in self.things:
            raise ApiError(self._kind.exists, f"{key} exists already")
        self.things[key] = thing
        if self._labels and self._kind.arn:
            self._labels.start(thing[self._kind.arn], thing)
        return self._answer(self._kind.create, thing)

    def describe(self, params: Record) -> Record:
        asked = _as_list(params.get(self._kind.asked or self._kind.key, []))
        found = [self.find(key) for key in asked] if asked else list(self.things.values())
        shape = self._operation(self._kind.describe).output_shape
        if self._kind.many and shape is not None:
            listed = [self._labelled(thing) for thing in found]
            return {self._kind.many: fitted(shape.members[self._kind.many], listed)}
        return self._answer(self._kind.describe, found[0])

    def update(self, params: Record) -> Record:
        key = params[self._kind.key]
        thing = merged(self.find(key), params)
        self.things[key] = merged(thing, self._kind.derived(thing))
        return self._answer(self._kind.update, self.things[key])

    def delete(self, params: Record) -> Record:
        thing = self.find(params[self._kind.key])
        del self.things[thing[self._kind.key]]
        return self._answer(self._kind.delete, thing)

    def find(self, key: str) -> Record:
        if key not in self.things:
            raise ApiError(self._kind.missing, f"{self._kind.key} {key} is not found")
        return self.things[key]

    def _answer(self, operation_name: str, thing: Record) -> Record:
        shape = self._operation(operation_name).output_shape
        if shape is None:
            return {}
        whole = self._labelled(thing)
        if self._kind.one in shape.members:
            return {self._kind.one: fitted(shape.members[self._kind.one], whole)}
        told: Record = fitted(shape, whole)
        return told

    def _labelled(self, thing: Record) -> Record:
        if self._labels is None or not self._kind.arn:
            return thing
        return {**thing, **self._labels.of(thing[self._kind.arn])}

    def _operation(self, name: str) -> OperationModel:
        return self._model.operation_model(name)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
