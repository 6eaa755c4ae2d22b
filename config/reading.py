"""Reads an environment file as YAML 1.2, or says on which line it is none."""

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from config.document import Document, document_of
from config.errors import Problem, RefusedError, shown


class NotYamlError(ValueError):
    """``problem`` says where the reader gave up."""

    def __init__(self, line: int, wrong: str) -> None:
        super().__init__(wrong)
        self.problem = Problem(line, (), RefusedError(wrong))


def read(content: bytes) -> Document:
    text = _decoded(content)
    yaml = YAML(typ="safe", pure=True)
    try:
        return document_of(yaml.compose(text), yaml)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        wrong = shown(f"is not YAML: {error.problem or error.context}")
        raise NotYamlError(mark.line + 1 if mark else 1, wrong) from error
    except YAMLError as error:
        raise NotYamlError(1, shown(f"is not YAML: {error}")) from error
    except RecursionError as error:
        raise NotYamlError(1, "is nested too deeply") from error


def _decoded(content: bytes) -> str:
    """Without directives, which would switch to other rules for what is a number or true."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        broken = content[: error.start].count(b"\n") + 1
        raise NotYamlError(broken, "is not UTF-8") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("%"):
            raise NotYamlError(number, "begins with %, and directives are not used here")
    return text
