"""How long a cached result stays good, as ISO 8601 says it: P30D, PT12H."""

import re
from datetime import timedelta

_DURATION = re.compile(
    r"P?(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?",
    re.IGNORECASE,
)
_DAYS = (365, 30, 7, 1)


def duration(text: str) -> timedelta | None:
    """None for a text that is none."""
    found = _DURATION.fullmatch(text)
    numbers = [int(number or 0) for number in found.groups()] if found else []
    if not any(numbers):
        return None
    days = sum(number * each for number, each in zip(numbers[:4], _DAYS, strict=True))
    hours, minutes, seconds = numbers[4:]
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
