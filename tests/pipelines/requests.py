"""Would SageMaker read it? Each step's arguments against botocore's own model of the service."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import botocore.session
from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape
from botocore.validate import ParamValidator

from pipelines import Definition
from tests.pipelines.files import steps

_OPERATIONS = {
    "Processing": ("CreateProcessingJob", "ProcessingJobName"),
    "Training": ("CreateTrainingJob", "TrainingJobName"),
    "Tuning": ("CreateHyperParameterTuningJob", "HyperParameterTuningJobName"),
    "AutoML": ("CreateAutoMLJob", "AutoMLJobName"),
    "RegisterModel": ("CreateModelPackage", ""),
}
_ONLY_A_RUN_KNOWS = "s3://some/where"
_CLASSES = {"Z": " ", "P": r"!-/:-@\[-`{-~"}
_TOKENS = {
    "Role": "arn:aws:iam::111122223333:role/{}",
    "Key": "arn:aws:kms:us-east-1:111122223333:key/{}",
    "Uri": "s3://bucket/{}",
    "FileSystem": "fs-0a1b2c3d4e5f60718",
    "Group": "Group-{}",
}


@cache
def _operation(name: str) -> OperationModel:
    model: OperationModel = (
        botocore.session.Session().get_service_model("sagemaker").operation_model(name)
    )
    return model


def complaints(definition: Definition) -> list[str]:
    """One for each argument that SageMaker would refuse, or does not know."""
    return [
        f"{step['Name']}: {complaint}"
        for step in steps(definition.body["Steps"])
        if step["Type"] in _OPERATIONS
        for complaint in _complaints(step, definition.body["Parameters"])
    ]


def _complaints(step: Mapping[str, Any], parameters: list[dict[str, Any]]) -> Iterator[str]:
    operation, named = _OPERATIONS[step["Type"]]
    shape = _operation(operation).input_shape
    assert shape is not None
    given = _filled(step["Arguments"], {each["Name"]: _value_of(each) for each in parameters})
    if named:
        given[named] = "name"
    report = ParamValidator().validate(given, shape)
    if report.has_errors():
        yield report.generate_report()
    yield from _misspelled(given, shape, "")


def _value_of(parameter: Mapping[str, Any]) -> Any:
    """In place of a placeholder what a stack would fill in."""
    name, default = parameter["Name"], parameter["DefaultValue"]
    if default != f"{{{{{name}}}}}":
        return default
    kind = next((kind for kind in _TOKENS if name.endswith(kind)), "")
    return _TOKENS.get(kind, "{}").format(name)


def _filled(value: Any, parameters: Mapping[str, Any]) -> Any:
    """Parameters by their defaults, and what only a run knows by a word of the right kind."""
    match value:
        case {"Get": path, **others} if not others:
            name = path.removeprefix("Parameters.")
            return parameters[name] if name != path else _ONLY_A_RUN_KNOWS
        case {"Std:Join": {"On": on, "Values": values}}:
            return on.join(str(_filled(each, parameters)) for each in values)
        case dict():
            return {key: _filled(each, parameters) for key, each in value.items()}
        case list():
            return [_filled(each, parameters) for each in value]
    return value


def _misspelled(value: Any, shape: Shape, at: str) -> Iterator[str]:
    """The validator checks kinds and lengths; these are the words and patterns."""
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        for key in value.keys() & shape.members.keys():
            yield from _misspelled(value[key], shape.members[key], f"{at}.{key}")
    elif isinstance(shape, ListShape) and isinstance(value, list):
        for each in value:
            yield from _misspelled(each, shape.member, at)
    elif isinstance(shape, MapShape) and isinstance(value, dict):
        for each in value.values():
            yield from _misspelled(each, shape.value, at)
    elif isinstance(value, str) and _ONLY_A_RUN_KNOWS not in value:
        words = shape.metadata.get("enum", [value])
        if value not in words:
            yield f"{at} {value} is none of {words}"
        pattern = shape.metadata.get("pattern")
        if pattern and not re.fullmatch(_python(pattern), value):
            yield f"{at} {value} is not like {pattern}"


def _python(pattern: str) -> str:
    """Java's classes in Python's words, as far as ASCII goes; and no count after the end."""
    without_count = re.sub(r"\$\{\d+,\d+\}$", "", pattern)
    return re.sub(r"\\p\{(\w+)\}", lambda found: _CLASSES.get(found[1], "a-zA-Z0-9"), without_count)
