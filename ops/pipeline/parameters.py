"""Values that a run is started with, checked by name and kind against the pipeline's definition."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from config.words import listed, nearest
from ops.pipeline.definition import Definition, Parameter
from ops.session import RefusalError

_LONGEST = 1024


def given_values(pipeline: str, definition: Definition, given: Iterable[str]) -> dict[str, str]:
    """By the parameter's name in the definition, as SageMaker takes them: all are text."""
    settings = {spoken(name): one for name, one in definition.settings.items()}
    changed: dict[str, str] = {}
    for assignment in given:
        word, equals, text = assignment.partition("=")
        if not (word and equals):
            raise RefusalError(
                f"--set takes a name and a value, such as epochs=5, not {assignment!r}"
            )
        name = spoken(word)
        if name not in settings:
            raise _unknown(pipeline, word, settings)
        parameter = settings[name]
        if parameter.name in changed:
            raise RefusalError(f"--set gives {name} twice: {changed[parameter.name]} and {text}")
        changed[parameter.name] = _checked(name, text, parameter)
    return changed


def spoken(name: str) -> str:
    """LearningRate as people say it: learning_rate."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _checked(name: str, text: str, parameter: Parameter) -> str:
    kind, right = _KINDS[parameter.kind]
    if not right(text):
        default = f", such as its default {parameter.default}" if parameter.default != "" else ""
        raise RefusalError(f"parameter {name} takes {kind}{default}, not {text!r}")
    allowed = [str(choice) for choice in parameter.choices]
    if allowed and text not in allowed:
        meant = nearest(text, allowed)
        hint = f"; did you mean '{meant}'?" if meant else ""
        raise RefusalError(f"parameter {name} takes one of {listed(allowed)}, not {text!r}{hint}")
    return text


def _whole(text: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]+", text) is not None


def _number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _text(text: str) -> bool:
    return text.isprintable() and 0 < len(text) <= _LONGEST


def _truth(text: str) -> bool:
    return text in {"true", "false"}


def _unknown(pipeline: str, word: str, settings: Mapping[str, Any]) -> RefusalError:
    meant = nearest(word, settings)
    hint = f"; did you mean '{meant}'?" if meant else ""
    return RefusalError(f"{pipeline} has no parameter '{word}'; it has: {listed(settings)}{hint}")


_KINDS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "Integer": ("a whole number", _whole),
    "Float": ("a number", _number),
    "String": (f"1 to {_LONGEST} letters on one line", _text),
    "Boolean": ("true or false", _truth),
}
