"""A job's parameters as command-line flags, refused in one sentence."""

import argparse
from collections.abc import Callable
from typing import NoReturn


class Flags(argparse.ArgumentParser):
    """No abbreviations, no usage text before the sentence: a log shows the last line first."""

    def __init__(self, *, prog: str) -> None:
        super().__init__(prog=prog, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def whole_number(*, at_least: int, at_most: int | None = None) -> Callable[[str], int]:
    """A type for ``add_argument``; the sentence says what is allowed."""
    allowed = f"at least {at_least}" + ("" if at_most is None else f" and at most {at_most}")

    def read(value: str) -> int:
        number = int(value) if value.lstrip("-").isdecimal() else None
        if number is None or number < at_least or (at_most is not None and number > at_most):
            raise argparse.ArgumentTypeError(f"must be a whole number, {allowed}, got {value!r}")
        return number

    return read
