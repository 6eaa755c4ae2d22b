"""Words that an environment file may use: how they are spelled, and which one was meant."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from re import fullmatch
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from config.errors import RefusedError


def nearest(word: str, words: Iterable[str]) -> str:
    """The one that was probably meant, or nothing."""
    return next(iter(get_close_matches(word.lower(), list(words), n=1)), "")


def listed(words: Iterable[object]) -> str:
    return ", ".join(str(word) for word in words) or "none"


def unknown(kind: str, word: str, words: Collection[str]) -> RefusedError:
    return RefusedError(f"unknown {kind}", allowed=listed(words), instead=nearest(word, words))


@dataclass(frozen=True)
class Spelling:
    """Text that must match a pattern; ``meaning`` says the pattern in words."""

    pattern: str
    meaning: str

    def check(self, text: str) -> str:
        if not fullmatch(self.pattern, text):
            raise RefusedError(f"must be {self.meaning}")
        return text

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "pattern": f"^{self.pattern}$"}


@dataclass(frozen=True)
class OneOf:
    """A word out of a list that is read when the first word is checked, not on import."""

    words: Callable[[], Collection[str]]
    refused: Callable[[str], RefusedError]

    def check(self, word: str) -> str:
        if word not in self.words():
            raise self.refused(word)
        return word

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "enum": list(self.words())}
