"""The right definition with one value changed, and the ways to its parts."""

from typing import Any

from tests.rules.definitions.example import Body, definition

PREPARE, TRAIN, TUNE, EVALUATE, GATE = (("Steps", n, "Arguments") for n in range(5))
CONFIG = (*TUNE, "HyperParameterTuningJobConfig")
RANGES = (*CONFIG, "ParameterRanges")
CONDITION = (*GATE, "Conditions", 0)
JSON_GET = (*CONDITION, "LeftValue", "Std:JsonGet")
REGISTER, TELL = (*GATE, "IfSteps", 0), (*GATE, "IfSteps", 1)
REFUSED = (*GATE, "ElseSteps", 0)
GONE = object()


def spoilt(way: tuple[Any, ...], value: object) -> Body:
    body = definition()
    inner: Any = body
    for step in way[:-1]:
        inner = inner[step]
    if value is GONE:
        del inner[way[-1]]
    else:
        inner[way[-1]] = value
    return body
