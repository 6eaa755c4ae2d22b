"""How a mistake in a workload's file is said: what is wrong, what is allowed, what was meant."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

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


class WorkloadError(ValueError):
    """All that is wrong with one workload, one problem a line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def nearest(word: str, words: Iterable[str]) -> str:
    """The one that was probably meant, or nothing."""
    return next(iter(get_close_matches(word.lower(), list(words), n=1)), "")


def listed(words: Iterable[object]) -> str:
    return ", ".join(str(word) for word in words) or "none"


def unknown(what: str, word: str, words: Collection[str]) -> RefusedError:
    return RefusedError(what, allowed=listed(words), instead=nearest(word, words))


def shown(text: str) -> str:
    """On one line, and not too much of it."""
    line = text if text.isprintable() else repr(text)[1:-1]
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}..."
