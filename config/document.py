"""An environment file as plain data that still knows how and where each value was written."""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from config.errors import Problem, RefusedError, Where

_KINDS = {
    f"tag:yaml.org,2002:{tag}": kind
    for tag, kind in {
        "int": "a number",
        "float": "a number",
        "bool": "true or false",
        "null": "nothing",
    }.items()
}
_TEXT = {f"tag:yaml.org,2002:{tag}" for tag in ("str", "timestamp", "merge", "value")}


@dataclass
class Document:
    """``faults`` are what YAML allows and an environment file does not."""

    data: Any = None
    faults: list[Problem] = field(default_factory=list)
    lines: dict[Where, int] = field(default_factory=dict)
    written: dict[Where, str] = field(default_factory=dict)

    def line_of(self, where: Where) -> int:
        """Of the value or, if it is missing, of the nearest part around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def document_of(root: Node | None, yaml: YAML) -> Document:
    document = Document()
    if root is not None:
        document.data = _Walk(yaml, document).value(root, ())
    return document


class _Walk:
    def __init__(self, yaml: YAML, document: Document) -> None:
        self._yaml = yaml
        self._document = document
        self._seen: set[int] = set()

    def value(self, node: Node, where: Where) -> Any:
        line = self._document.lines.setdefault(where, node.start_mark.line + 1)
        if id(node) in self._seen:
            return self._refuse(line, where, "is an alias: write the value out")
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, where)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*where, place)) for place, item in enumerate(node.value)]
        if isinstance(node, ScalarNode):
            return self._scalar(node, where)
        raise TypeError(f"YAML has no node like {node}")

    def _mapping(self, node: MappingNode, where: Where) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, ScalarNode) or _has_half_characters(key.value):
                self._refuse(line, where, "has a key that is not a word")
            elif key.value in found:
                first = self._document.lines[*where, key.value]
                self._refuse(line, (*where, key.value), f"is given twice, first on line {first}")
            else:
                self._document.lines[*where, key.value] = line
                found[key.value] = self.value(value, (*where, key.value))
        return found

    def _scalar(self, node: ScalarNode, where: Where) -> Any:
        self._document.written[where] = _as_written(node)
        tag = str(node.tag)
        line = self._document.lines[where]
        if _has_half_characters(node.value):
            return self._refuse(line, where, "is not Unicode text")
        if tag in _TEXT:
            return node.value
        if tag not in _KINDS:
            return self._refuse(line, where, "has a tag, and tags are not used here")
        try:
            return self._yaml.constructor.construct_object(node)
        except (ValueError, LookupError):
            return self._refuse(line, where, f"cannot be read as {_KINDS[tag]}")

    def _refuse(self, line: int, where: Where, wrong: str) -> None:
        given = self._document.written.get(where, "")
        self._document.faults.append(Problem(line, where, RefusedError(wrong), given))


def _has_half_characters(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _as_written(node: ScalarNode) -> str:
    if node.style in {'"', "'"}:
        return f'"{node.value}"'
    return str(node.value) or "nothing"
