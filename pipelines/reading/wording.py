"""Says in our words, with its path, what pydantic found wrong."""

from collections.abc import Callable, Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pipelines.model.rules import Where
from pipelines.reading.document import Document, Problem
from pipelines.reading.keys import description_of, keys_at, placed
from pipelines.words import RefusedError, listed, nearest, unknown

_OF_TAGS = {"union_tag_invalid", "union_tag_not_found"}


def problems(error: ValidationError, document: Document) -> Iterator[Problem]:
    """Of several said of one value, the first; of a key that was misspelled, that alone."""
    found = {_where(details): details for details in reversed(error.errors(include_url=False))}
    strange = {
        where: _unknown_key(where, document)
        for where, details in found.items()
        if details["type"] == "extra_forbidden"
    }
    misspelled = {(*where[:-1], refusal.instead) for where, refusal in strange.items()}
    for where, details in found.items():
        if where in strange:
            yield Problem(where, strange[where], is_quoted=False)
        elif where not in misspelled:
            yield Problem(where, _refusal(where, details, document))


def _where(details: ErrorDetails) -> Where:
    where = placed(details["loc"])
    if details["type"] in _OF_TAGS:
        return (*where, details["ctx"]["discriminator"].strip("'"))
    return where


def _unknown_key(where: Where, document: Document) -> RefusedError:
    """A key that the file lacks is the likelier one."""
    *around, key = where
    given = document.data
    for step in around:
        given = given[step]
    keys = keys_at(tuple(around), document.data)
    lacking = [known for known in keys if known not in given]
    meant = nearest(str(key), lacking) or nearest(str(key), keys)
    return RefusedError("unknown key", allowed=listed(keys), instead=meant)


def _refusal(where: Where, details: ErrorDetails, document: Document) -> RefusedError:
    if details["type"] in {"missing", "union_tag_not_found"}:
        return RefusedError(f"is missing: {description_of(where, document.data)}")
    return _SAID.get(details["type"], _in_its_own_words)(details)


def _ours(details: ErrorDetails) -> RefusedError:
    error = details["ctx"]["error"]
    return error if isinstance(error, RefusedError) else RefusedError(str(error))


def _word(details: ErrorDetails) -> RefusedError:
    said = details["ctx"]["expected"].replace(" or ", ", ")
    words = [word.strip("'") for word in said.split(", ")]
    return unknown("is not one of the words for it", str(details["input"]), words)


def _tag(details: ErrorDetails) -> RefusedError:
    words = [word.strip("'") for word in details["ctx"]["expected_tags"].split(", ")]
    return unknown("is not one of the words for it", str(details["ctx"]["tag"]), words)


def _text(details: ErrorDetails) -> RefusedError:
    quotable = isinstance(details["input"], bool | int | float)
    return _must_be("text: put it in quotes" if quotable else "text")(details)


def _must_be(wanted: str) -> Callable[[ErrorDetails], RefusedError]:
    def said(details: ErrorDetails) -> RefusedError:
        match details["input"]:
            case list():
                return RefusedError(f"must be {wanted}, not a list")
            case dict():
                return RefusedError(f"must be {wanted}, not a mapping")
        return RefusedError(f"must be {wanted}")

    return said


def _in_its_own_words(details: ErrorDetails) -> RefusedError:
    message = details["msg"]
    return RefusedError(message[:1].lower() + message[1:])


_MAPPING = _must_be("a mapping of keys to values")
_SAID: Mapping[str, Callable[[ErrorDetails], RefusedError]] = {
    "value_error": _ours,
    "string_type": _text,
    "string_pattern_mismatch": lambda details: RefusedError(
        "is not spelled like one", allowed=details["ctx"]["pattern"]
    ),
    "int_type": _must_be("a whole number"),
    "int_from_float": _must_be("a whole number"),
    "float_type": _must_be("a number"),
    "bool_type": _must_be("true or false"),
    "tuple_type": _must_be("a list"),
    "mapping_type": _MAPPING,
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "literal_error": _word,
    "union_tag_invalid": _tag,
    "greater_than_equal": lambda details: RefusedError(
        "is too small", allowed=f"at least {details['ctx']['ge']}"
    ),
    "less_than_equal": lambda details: RefusedError(
        "is too large", allowed=f"at most {details['ctx']['le']}"
    ),
    "too_short": lambda details: RefusedError(
        f"needs at least {details['ctx']['min_length']}, given {details['ctx']['actual_length']}"
    ),
    "too_long": lambda details: RefusedError(f"takes at most {details['ctx']['max_length']}"),
}
