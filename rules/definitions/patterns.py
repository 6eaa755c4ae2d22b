"""Patterns of botocore's model, which are written for Java, in Python's words."""

import re
from functools import cache

_CLASSES = {"L": r"\w", "N": r"\w", "Alnum": "a-zA-Z0-9", "Z": r"\s"}
"""None takes less than its own of Java; marks, signs and punctuation have none in Python."""
_ANYTHING = r"\w\W"
_CLASS = re.compile(r"\\p\{(\w+)\}")
_COUNT_AFTER_THE_END = re.compile(r"\$\{\d+,\d+\}$")
_IN_TWO_HALVES = r"\uD800\uDC00-\uDBFF\uDFFF"
_WHOLE = r"\U00010000-\U0010FFFF"


@cache
def compiled(pattern: str | None) -> re.Pattern[str] | None:
    """None for what only Java understands."""
    if not pattern:
        return None
    words = _COUNT_AFTER_THE_END.sub("", pattern.replace(_IN_TWO_HALVES, _WHOLE))
    words = _CLASS.sub(lambda found: _CLASSES.get(found[1], _ANYTHING), words)
    try:
        return re.compile(words)
    except re.error:
        return None
