"""Our words for each kind of mistake that pydantic finds."""

import re
from collections.abc import Callable, Mapping

from pydantic_core import ErrorDetails

from config.errors import RefusedError
from config.words import listed, nearest


def refusal_of(details: ErrorDetails) -> RefusedError:
    said = _SAID.get(details["type"], _in_its_own_words)
    return said(details)


def _ours(details: ErrorDetails) -> RefusedError:
    error = details["ctx"]["error"]
    return error if isinstance(error, RefusedError) else RefusedError(str(error))


def _not_text(details: ErrorDetails) -> RefusedError:
    quotable = isinstance(details["input"], bool | int | float)
    return _not("text: put it in quotes" if quotable else "text", details)


def _not_a_number(details: ErrorDetails) -> RefusedError:
    quoted = isinstance(details["input"], str) and details["input"].isdigit()
    return _not("a whole number: take the quotes off" if quoted else "a whole number", details)


def _not(wanted: str, details: ErrorDetails) -> RefusedError:
    match details["input"]:
        case list():
            return RefusedError(f"must be {wanted}, not a list")
        case dict():
            return RefusedError(f"must be {wanted}, not a mapping")
        case _:
            return RefusedError(f"must be {wanted}")


def _unknown_word(details: ErrorDetails) -> RefusedError:
    words = re.findall(r"'([^']*)'", details["ctx"]["expected"])
    return RefusedError(
        "is not one of the words for it",
        allowed=listed(words),
        instead=nearest(str(details["input"]), words),
    )


def _not_any_number(details: ErrorDetails) -> RefusedError:
    quoted = isinstance(details["input"], str) and details["input"].replace(".", "", 1).isdigit()
    return _not("a number: take the quotes off" if quoted else "a number", details)


def _too_small(details: ErrorDetails) -> RefusedError:
    return RefusedError("is too small", allowed=f"at least {details['ctx']['ge']}")


def _too_large(details: ErrorDetails) -> RefusedError:
    return RefusedError("is too large", allowed=f"at most {details['ctx']['le']}")


def _too_few(details: ErrorDetails) -> RefusedError:
    limits = details["ctx"]
    return RefusedError(f"needs at least {limits['min_length']}, given {limits['actual_length']}")


def _too_many(details: ErrorDetails) -> RefusedError:
    return RefusedError(f"takes at most {details['ctx']['max_length']}")


def _in_its_own_words(details: ErrorDetails) -> RefusedError:
    message = details["msg"]
    return RefusedError(message[:1].lower() + message[1:])


_SAID: Mapping[str, Callable[[ErrorDetails], RefusedError]] = {
    "value_error": _ours,
    "string_type": _not_text,
    "int_type": _not_a_number,
    "float_type": _not_any_number,
    "finite_number": _not_any_number,
    "bool_type": lambda details: _not("true or false", details),
    "tuple_type": lambda details: _not("a list", details),
    "dict_type": lambda details: _not("a mapping of keys to values", details),
    "model_type": lambda details: _not("a mapping of keys to values", details),
    "enum": _unknown_word,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "too_short": _too_few,
    "too_long": _too_many,
}
