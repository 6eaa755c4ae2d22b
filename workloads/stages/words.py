"""A word that is not known, and the one that was most likely meant."""

from collections.abc import Collection
from difflib import get_close_matches


def unknown(what: str, word: str, known: Collection[str]) -> str:
    said = f"unknown {what} {word!r}; known: {', '.join(known) or 'none'}"
    meant = get_close_matches(word, known, n=1)
    return f"{said}; did you mean {meant[0]!r}?" if meant else said
