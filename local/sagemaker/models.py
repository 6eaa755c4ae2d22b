"""The operations on models: they are kept, and deployed by a later part of the account."""

from collections.abc import Mapping
from typing import Any

from local.api.message import Operation
from local.sagemaker.names import Names, name_of
from local.sagemaker.paging import listed
from local.sagemaker.records import now
from local.sagemaker.refusals import RefusedError
from local.sagemaker.tags import Tags

_KEYS = {"CreationTime": "CreationTime", "Name": "ModelName"}
_TIMES = ("CreationTimeAfter", "CreationTimeBefore")
_SUMMARY = ("ModelName", "ModelArn", "CreationTime")


class Models:
    def __init__(self, names: Names, tags: Tags) -> None:
        self._names = names
        self._tags = tags
        self._models: dict[str, dict[str, Any]] = {}

    @property
    def operations(self) -> dict[str, Operation]:
        return {
            "CreateModel": self.create,
            "DescribeModel": self.describe,
            "DeleteModel": self.delete,
            "ListModels": self.list,
        }

    def create(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        name = request["ModelName"]
        arn = self._names.arn("model", name)
        if name in self._models:
            raise RefusedError(f"Cannot create already existing model {arn}")
        given = {member: value for member, value in request.items() if member != "Tags"}
        self._models[name] = {**given, "ModelArn": arn, "CreationTime": now()}
        self._tags.start(arn, request.get("Tags", []))
        return {"ModelArn": arn}

    def describe(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._find(request["ModelName"])

    def delete(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        model = self._find(request["ModelName"])
        del self._models[model["ModelName"]]
        self._tags.forget(model["ModelArn"])
        return {}

    def list(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        part = request.get("NameContains", "")
        found = [
            {member: model[member] for member in _SUMMARY}
            for name, model in self._models.items()
            if part in name
        ]
        return listed("Models", found, request, keys=_KEYS, times=_TIMES)

    def _find(self, reference: str) -> dict[str, Any]:
        name = name_of(reference)
        if name not in self._models:
            raise RefusedError(f"Could not find model {name!r}: it is not found")
        return self._models[name]
