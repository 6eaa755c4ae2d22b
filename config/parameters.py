"""What a job can be told when it is submitted: flags of its script, and their defaults."""

from math import isfinite
from typing import Annotated, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from config.errors import RefusedError
from config.part import Mapped
from config.words import Spelling

_LONGEST_TEXT = 256

Parameter: TypeAlias = int | float | str


def _parameter(given: object) -> Parameter:
    if isinstance(given, bool):
        raise RefusedError("must be a number or text: a flag takes a word, so put it in quotes")
    if isinstance(given, str):
        return _text(given)
    if isinstance(given, int) or (isinstance(given, float) and isfinite(given)):
        return given
    raise RefusedError("must be a number or text")


def _text(given: str) -> str:
    if not given.isprintable() or not 0 < len(given) <= _LONGEST_TEXT:
        raise RefusedError(f"must be 1 to {_LONGEST_TEXT} letters on one line")
    if given.startswith("-"):
        raise RefusedError("begins with a hyphen, so the script would take it for a flag")
    return given


_Name = Annotated[
    str,
    Spelling(
        r"[a-z][a-z0-9_]{0,39}",
        "at most 40 lower-case letters, digits and underscores, and begin with a letter: "
        "it is a flag of the script",
    ),
]
_Value = Annotated[
    Parameter,
    PlainValidator(_parameter),
    WithJsonSchema({"type": ["integer", "number", "string"]}),
]
Parameters: TypeAlias = Mapped[_Name, _Value]
