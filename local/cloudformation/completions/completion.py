"""What a completion is."""

from collections.abc import Callable
from typing import Any

Completion = Callable[[str, Any, Any], None]
"""Takes the physical id, the old and the new value of one property; None is not given."""


def is_true(value: Any) -> bool:
    """CloudFormation writes booleans as words, too."""
    return str(value).lower() == "true"
