"""The values that somebody gives the parameters of a definition at the start."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from local.sagemaker.refusals import refuse_any

_READ: Mapping[str, Callable[[str], Any]] = {
    "String": str,
    "Integer": int,
    "Float": float,
    "Boolean": lambda text: {"true": True, "false": False}[text.lower()],
}


def values(
    parameters: Mapping[str, Mapping[str, Any]], given: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """Of every parameter; refuses strangers, what has no value, and what is not of its type."""
    told = {one["Name"]: one["Value"] for one in given}
    refuse_any(_refusals(parameters, told))
    return {
        name: _READ[one["Type"]](told[name]) if name in told else one["DefaultValue"]
        for name, one in parameters.items()
    }


def _refusals(
    parameters: Mapping[str, Mapping[str, Any]], told: Mapping[str, str]
) -> Iterator[str]:
    known = ", ".join(parameters) or "none"
    for name in told.keys() - parameters.keys():
        yield f"the pipeline has no parameter {name!r}; known: {known}"
    for name, one in parameters.items():
        if name in told:
            yield from _misfits(name, one, told[name])
        elif "DefaultValue" not in one:
            yield f"parameter {name!r} has no default and was given no value"


def _misfits(name: str, parameter: Mapping[str, Any], text: str) -> Iterator[str]:
    try:
        value = _READ[parameter["Type"]](text)
    except (KeyError, ValueError):
        yield f"parameter {name!r} must be of type {parameter['Type']}, got {text!r}"
        return
    allowed = parameter.get("EnumValues")
    if allowed and value not in allowed:
        yield f"parameter {name!r} must be one of {allowed}, got {text!r}"
