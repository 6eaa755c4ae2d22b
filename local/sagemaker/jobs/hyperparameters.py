"""Hyperparameters: strings in the request, values for a script, some for the toolkit alone."""

import json
from collections.abc import Mapping
from typing import Any

TUNING_METRIC = "_tuning_objective_metric"
PROGRAM = "sagemaker_program"
SUBMIT_DIRECTORY = "sagemaker_submit_directory"
_TOOLKITS = "sagemaker_"


def values(strings: Mapping[str, str]) -> dict[str, Any]:
    """What is JSON is read as JSON, the rest stays the text that it is."""
    return {name: _value(text) for name, text in strings.items()}


def for_script(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in values.items()
        if not name.startswith(_TOOLKITS) and name != TUNING_METRIC
    }


def flags(values: Mapping[str, Any]) -> list[str]:
    """--name value, by name; a mapping is written a=1,b=2."""
    return [
        word
        for name in sorted(values)
        for word in (f"--{name}" if len(name) > 1 else f"-{name}", _text(values[name]))
    ]


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case Mapping():
            return ",".join(f"{key}={value[key]}" for key in sorted(value))
        case _:
            return str(value)
