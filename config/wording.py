"""Says in our words, with line and path, what pydantic found wrong."""

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.document import Document
from config.errors import Problem, RefusedError, Where
from config.keys import description_of, unknown_key
from config.refusals import refusal_of

_A_KEY = "[key]"
"""What pydantic adds where a key is wrong and not its value."""


def problems(error: ValidationError, document: Document) -> Iterator[Problem]:
    found = list(_placed(error))
    misspelled: set[Where] = set()
    for where, details in found:
        if details["type"] == "extra_forbidden":
            refusal = unknown_key(where, document)
            misspelled.add((*where[:-1], refusal.instead.partition(".")[0]))
            yield Problem(document.line_of(where), where, refusal)
    for where, details in found:
        if details["type"] == "extra_forbidden" or where in misspelled:
            continue
        if details["type"] == "missing":
            refusal = RefusedError(f"is missing: {description_of(where)}")
            yield Problem(document.line_of(where), where, refusal)
        elif details["loc"][-1:] == (_A_KEY,):
            yield Problem(document.line_of(where), where, refusal_of(details))
        else:
            yield problem(where, refusal_of(details), document)


def _placed(error: ValidationError) -> Iterator[tuple[Where, ErrorDetails]]:
    """Pydantic counts only the sound items of a list: too few of them is no news of its own."""
    every = [(_where(details), details) for details in error.errors(include_url=False)]
    around_others = {where[:-1] for where, _ in every}
    for where, details in every:
        if details["type"] != "too_short" or where not in around_others:
            yield where, details


def problem(where: Where, refusal: RefusedError, document: Document) -> Problem:
    return Problem(document.line_of(where), where, refusal, document.written.get(where, ""))


def _where(details: ErrorDetails) -> Where:
    return tuple(key for key in details["loc"] if key != _A_KEY)
