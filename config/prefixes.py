"""Prefixes in a data zone: how they are spelled, and when two of them are one place."""

from typing import Annotated, TypeAlias

from config.words import Spelling

PREFIX = r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*"
LONGEST_PREFIX = 512

Prefix: TypeAlias = Annotated[
    str,
    Spelling(
        rf"(?=.{{1,{LONGEST_PREFIX}}}$){PREFIX}",
        "a prefix such as vision/raw, without a slash at either end",
    ),
]

OF_THE_PLATFORM = ("landing", "quarantine", "errors")
"""In the raw zone: where uploads wait for their check, and stay that fail it; and lost records."""


def overlap(one: str, other: str) -> bool:
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
