"""What is said when an environment file cannot be built from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Where: TypeAlias = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""

_LONGEST_SHOWN = 80


class RefusedError(ValueError):
    """Why one value is refused; where it stands is not known here."""

    def __init__(self, wrong: str, *, allowed: str = "", instead: str = "") -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.allowed = allowed
        self.instead = instead

    def told(self, given: str = "") -> str:
        parts = [
            f"{self.wrong}, given {given}" if given else self.wrong,
            f"allowed: {self.allowed}" if self.allowed else "",
            f"did you mean '{self.instead}'?" if self.instead else "",
        ]
        return "; ".join(part for part in parts if part)

    def __str__(self) -> str:
        return self.told()


@dataclass(frozen=True)
class Problem:
    """A refusal, and the line and path of what it refuses; ``given`` is as the file has it."""

    line: int
    where: Where
    refusal: RefusedError
    given: str = ""

    def told(self, file: str) -> str:
        place = ".".join(shown(str(key)) for key in self.where)
        said = self.refusal.told(shown(self.given))
        return f"{file}:{self.line}: {place}: {said}" if place else f"{file}:{self.line}: {said}"


class ConfigError(ValueError):
    """All that is wrong with one environment file, one problem a line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def shown(text: str) -> str:
    """On one line, and not too much of it."""
    line = text if text.isprintable() else repr(text)[1:-1]
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}..."
