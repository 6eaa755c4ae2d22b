"""Waiting for what events bring about."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def eventually(look: Callable[[], Found | None], *, within_seconds: float = 60) -> Found:
    """What ``look`` finds, once it finds something."""
    give_up = time.monotonic() + within_seconds
    while time.monotonic() < give_up:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{look} found nothing within {within_seconds} s")
