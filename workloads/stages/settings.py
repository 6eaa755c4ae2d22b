"""What a stage is told: ``--set dotted.key=value``, as a workload's file holds it."""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workloads.contract import Flags, RefusedError
from workloads.stages.words import unknown

_EVERYBODYS = ("problem", "seed")
"""Told to every stage, whether it asks or not."""
_LARGEST_SEED = 2**32 - 1


class SettingsError(RefusedError):
    """A stage was told something that makes no sense."""


@dataclass(frozen=True)
class Settings:
    told: Mapping[str, Any]

    @property
    def seed(self) -> int:
        return self.whole("seed", at_least=0, at_most=_LARGEST_SEED, otherwise=1)

    def section(self, name: str) -> dict[str, Any]:
        """Empty where nothing is told, or ``off``."""
        section = self.told.get(name, {})
        if section in (None, False, "off"):
            return {}
        if not isinstance(section, dict):
            raise SettingsError(f"{name} must be a section, or off, got {section!r}")
        return section

    def word(self, name: str, *, otherwise: str) -> str:
        return str(self.told.get(name, otherwise))

    def whole(
        self, name: str, *, at_least: int, at_most: float = math.inf, otherwise: int | None = None
    ) -> int:
        number = self.told.get(name, otherwise)
        if not isinstance(number, int) or isinstance(number, bool):
            raise SettingsError(f"{name} must be a whole number, got {_shown(number)}")
        return int(self._between(name, number, at_least, at_most))

    def number(self, name: str, *, at_least: float, at_most: float, otherwise: float) -> float:
        number = self.told.get(name, otherwise)
        if not isinstance(number, int | float) or isinstance(number, bool):
            raise SettingsError(f"{name} must be a number, got {_shown(number)}")
        return self._between(name, number, at_least, at_most)

    def _between(self, name: str, number: float, at_least: float, at_most: float) -> float:
        if not at_least <= number <= at_most:
            allowed = f"{at_least} to {at_most}" if math.isfinite(at_most) else f"from {at_least}"
            raise SettingsError(f"{name} must be {allowed}, got {number}")
        return number


def read_settings(*known: str, arguments: Sequence[str] | None = None) -> Settings:
    """``known``: what this stage may be told, beside what every stage is."""
    flags = _Flags(prog="stage")
    flags.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    told: dict[str, Any] = {}
    for given in flags.parse_args(arguments).set:
        _put(told, given)
    _refuse_unknown(told, (*known, *_EVERYBODYS))
    return Settings(told)


class _Flags(Flags):
    def error(self, message: str) -> Any:
        raise SettingsError(message)


def _put(told: dict[str, Any], given: str) -> None:
    key, equals, value = given.partition("=")
    if not equals or not all(key.split(".")):
        raise SettingsError(f"--set must be given <key>=<value>, got {given!r}")
    *sections, name = key.split(".")
    for section in sections:
        told = told.setdefault(section, {})
        if not isinstance(told, dict):
            raise SettingsError(f"{key}: {section} is a value already, and no section")
    if name in told:
        raise SettingsError(f"{key} is told twice: {told[name]!r} and {value!r}")
    told[name] = _plain(value)


def _plain(value: str) -> Any:
    """A number, a truth value or a list where it reads as one in JSON; else the word itself."""
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value


def _refuse_unknown(told: Mapping[str, Any], known: Collection[str]) -> None:
    for name in told:
        if name not in known:
            raise SettingsError(unknown("setting", name, known))


def _shown(value: object) -> str:
    return "nothing" if value is None else repr(value)
