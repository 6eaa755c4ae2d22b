"""Patience with what happens a little later."""

import time
from collections.abc import Callable
from typing import TypeVar

_PATIENCE_S = 20
Seen = TypeVar("Seen")


def within_patience(look: Callable[[], Seen]) -> Seen:
    """What is seen once it is something, or at last."""
    deadline = time.monotonic() + _PATIENCE_S
    while not (seen := look()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return seen
