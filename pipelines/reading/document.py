"""A YAML file as plain data that still knows on which line, and how, each value was written."""

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pipelines.model.rules import Where
from pipelines.words import RefusedError, shown


@dataclass(frozen=True)
class Problem:
    where: Where
    refusal: RefusedError
    is_quoted: bool = True
    """The value is shown as it is written."""
    line: int = 0
    """Where it is not the value's own."""


class NotYamlError(ValueError):
    def __init__(self, line: int, wrong: str) -> None:
        super().__init__(wrong)
        self.line = line


@dataclass
class Document:
    """``faults`` are what YAML allows and a workload's file does not."""

    data: Any = None
    faults: list[Problem] = field(default_factory=list)
    lines: dict[Where, int] = field(default_factory=dict)
    written: dict[Where, str] = field(default_factory=dict)

    def line_of(self, where: Where) -> int:
        """Of the value or, if it is missing, of the nearest part around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def refuse(self, where: Where, wrong: str, line: int) -> None:
        self.faults.append(Problem(where, RefusedError(wrong), is_quoted=False, line=line))

    def told(self, problem: Problem, file: str) -> str:
        place = ".".join(shown(str(key)) for key in problem.where)
        given = shown(self.written.get(problem.where, "")) if problem.is_quoted else ""
        said = f"{file}:{problem.line or self.line_of(problem.where)}"
        return ": ".join(part for part in (said, place, problem.refusal.told(given)) if part)


def read(content: bytes) -> Document:
    yaml, document = YAML(typ="safe", pure=True), Document()
    try:
        root = yaml.compose(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise NotYamlError(line, "is not UTF-8") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        wrong = shown(f"is not YAML: {error.problem or error.context}")
        raise NotYamlError(mark.line + 1 if mark else 1, wrong) from error
    except YAMLError as error:
        raise NotYamlError(1, shown(f"is not YAML: {error}")) from error
    if root is not None:
        document.data = _value(root, (), document, yaml)
    return document


def _value(node: Node, where: Where, document: Document, yaml: YAML) -> Any:
    document.lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return _mapping(node, where, document, yaml)
    if isinstance(node, SequenceNode):
        return [
            _value(item, (*where, place), document, yaml) for place, item in enumerate(node.value)
        ]
    if not isinstance(node, ScalarNode):
        raise TypeError(f"YAML has no node like {node}")
    document.written[where] = f'"{node.value}"' if node.style in {'"', "'"} else str(node.value)
    return yaml.constructor.construct_object(node)


def _mapping(node: MappingNode, where: Where, document: Document, yaml: YAML) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            document.refuse(where, "has a key that is not a word", line)
        elif key.value in found:
            first = document.lines[*where, key.value]
            document.refuse((*where, key.value), f"is given twice, first on line {first}", line)
        else:
            document.lines[*where, key.value] = line
            found[key.value] = _value(value, (*where, key.value), document, yaml)
    return found
