"""Puts what only the deployment knows into a definition: ``{{Name}}`` becomes a token."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from constructs_lib.mistakes import MistakeError
from constructs_lib.training.contents import texts_in

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


class PlaceholderError(MistakeError):
    """A definition and what is known for it do not fit together."""


def filled(definition: Mapping[str, Any], tokens: Mapping[str, str]) -> Any:
    """A placeholder is a text of its own: a part of a text has to be joined by SageMaker."""
    asked = frozenset(_asked(definition))
    if asked != tokens.keys():
        raise PlaceholderError(
            f"the definition asks for {_listed(asked - tokens.keys())} that nobody gives, "
            f"and is given {_listed(tokens.keys() - asked)} that it does not ask for"
        )
    return _filled(definition, tokens)


def _asked(definition: Mapping[str, Any]) -> Iterator[str]:
    for text in texts_in(definition):
        found = _PLACEHOLDER.search(text)
        if found and found[0] != text:
            raise PlaceholderError(
                f"a placeholder must be the whole text, got {text!r}; join texts by Std:Join"
            )
        if found:
            yield found[1]


def _filled(value: Any, tokens: Mapping[str, str]) -> Any:
    match value:
        case str():
            found = _PLACEHOLDER.fullmatch(value)
            return tokens[found[1]] if found else value
        case Mapping():
            return {name: _filled(each, tokens) for name, each in value.items()}
        case list() | tuple():
            return [_filled(each, tokens) for each in value]
    return value


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
