"""Tags of what is kept, by the ARN of the thing."""

from collections.abc import Mapping, Sequence
from typing import Any

from botocore.model import ServiceModel

from local.api.message import Operation
from local.kept.fitting import fitted
from local.kept.kind import Record, Tags


class Labels:
    """Adds, removes and lists tags, wherever the things are kept that have them."""

    def __init__(self, tags: Tags, model: ServiceModel) -> None:
        self._tags = tags
        self._model = model
        self._by_arn: dict[str, dict[str, str]] = {}

    @property
    def operations(self) -> dict[str, Operation]:
        own: dict[str, Operation] = {
            self._tags.add: self.add,
            self._tags.remove: self.remove,
            self._tags.read: self.read,
        }
        return {name: verb for name, verb in own.items() if name in self._model.operation_names}

    def start(self, arn: str, thing: Record) -> None:
        self._by_arn[arn] = self._read(thing.get(self._tags.tags, []))

    def of(self, arn: str) -> dict[str, Any]:
        labels = self._by_arn.get(arn, {}).items()
        return {self._tags.tags: [dict(zip(self._tags.words, tag, strict=True)) for tag in labels]}

    def add(self, params: Record) -> Record:
        self._by_arn.setdefault(params[self._tags.arn], {}).update(
            self._read(params[self._tags.tags])
        )
        return {}

    def remove(self, params: Record) -> Record:
        labels = self._by_arn.get(params[self._tags.arn], {})
        for key in params[self._tags.keys]:
            labels.pop(key, None)
        return {}

    def read(self, params: Record) -> Record:
        shape = self._model.operation_model(self._tags.read).output_shape
        told: Record = fitted(shape, self.of(params[self._tags.arn])) if shape else {}
        return told

    def _read(self, tags: Sequence[Mapping[str, str]]) -> dict[str, str]:
        key, value = self._tags.words
        return {tag[key]: tag[value] for tag in tags}
