"""The arguments of a step as they are when it runs: every Get, Join and JsonGet worked out."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local.sagemaker.definition.marks import GET, JOIN, JSON_GET, mark_of, step_of
from local.sagemaker.engine.paths import NoSuchPropertyError, at

ReadJson = Callable[[str], Any]
"""The document at an S3 URI."""


@dataclass(frozen=True, kw_only=True)
class Values:
    """What marks stand for, in one execution at one moment."""

    parameters: Mapping[str, Any]
    execution: Mapping[str, str]
    """CurrentDateTime and the like."""
    properties: Mapping[str, Mapping[str, Any]]
    """Of the steps that have ended, by their names."""
    files: Mapping[tuple[str, str], str]
    """Where a step left a property file: (step, file) -> S3 URI."""
    read_json: ReadJson

    def of(self, value: Any) -> Any:
        mark = mark_of(value)
        if mark == GET:
            return self._got(value[GET])
        if mark == JOIN:
            return self._joined(value[JOIN])
        if mark == JSON_GET:
            return self._read(value[JSON_GET])
        if isinstance(value, Mapping):
            return {key: self.of(item) for key, item in value.items()}
        return [self.of(item) for item in value] if isinstance(value, list) else value

    def _got(self, asked: str) -> Any:
        source, _, name = asked.partition(".")
        if source == "Parameters":
            return self.parameters[name]
        if source == "Execution":
            return self.execution[name]
        step = step_of(asked) or ""
        try:
            return at(self.properties.get(step, {}), asked.removeprefix(f"Steps.{step}"))
        except NoSuchPropertyError as error:
            raise NoSuchPropertyError(f"step {step} has no {asked}: {error}") from error

    def _joined(self, join: Mapping[str, Any]) -> str:
        return str(join.get("On", "")).join(_text(self.of(item)) for item in join["Values"])

    def _read(self, asked: Mapping[str, Any]) -> Any:
        uri = self._uri(asked)
        try:
            return at(self.read_json(uri), self.of(asked["Path"]))
        except NoSuchPropertyError as error:
            raise NoSuchPropertyError(f"{uri}: {error}") from error

    def _uri(self, asked: Mapping[str, Any]) -> str:
        if "PropertyFile" not in asked:
            return str(self.of(asked["S3Uri"]))
        got = asked["PropertyFile"][GET]
        step, file = step_of(got) or "", got.rpartition(".")[2]
        if (step, file) not in self.files:
            raise NoSuchPropertyError(f"step {step} left no property file {file}")
        return self.files[step, file]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
