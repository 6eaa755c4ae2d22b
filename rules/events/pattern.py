"""A pattern that EventBridge cannot read is refused (InvalidEventPattern)."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template
from rules.value import Reference, Text, Unknown, listed, number, text

_OPERATORS = {
    "anything-but", "cidr", "equals-ignore-case", "exists", "numeric", "prefix", "suffix",
    "wildcard",
}  # fmt: skip
_WITHIN_ANYTHING_BUT = {"equals-ignore-case", "prefix", "suffix", "wildcard"}
_COMPARISONS = {"<", "<=", "=", ">", ">="}
_UNKNOWN = (Unknown, Text, Reference)


@rule(
    "EVT6",
    "EventBridge refuses the pattern (InvalidEventPattern): every leaf is a list of values or of "
    f"operators ({', '.join(sorted(_OPERATORS))})",
    evidence="R D39 D40",
)
def check(template: Template) -> Iterator[Place]:
    for rule_ in template.of_type("AWS::Events::Rule", "AWS::Events::Archive"):
        pattern = rule_.get("EventPattern")
        if pattern is not None and not isinstance(pattern, Unknown):
            for path, given in _wrong(pattern, "EventPattern"):
                yield rule_.at(path, given)


def _wrong(value: object, path: str) -> Iterator[tuple[str, object]]:
    match value:
        case dict():
            for name, inner in value.items():
                yield from (
                    _alternatives(inner, path) if name == "$or" else _wrong(inner, f"{path}.{name}")
                )
        case list():
            if not value:
                yield path, "[]"
            for index, item in enumerate(value):
                yield from _wrong_item(item, f"{path}.{index}")
        case Unknown():
            return
        case _:
            yield path, value


def _alternatives(value: object, path: str) -> Iterator[tuple[str, object]]:
    for index, inner in enumerate(value if isinstance(value, list) else []):
        yield from _wrong(inner, f"{path}.$or.{index}")


def _wrong_item(item: object, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(item, list):
        yield path, "[...]"
    elif isinstance(item, dict):
        for operator, operand in item.items():
            if operator not in _OPERATORS:
                yield path, text(operator)
            elif not isinstance(operand, _UNKNOWN) and not _is_operand(operator, operand):
                yield f"{path}.{operator}", operand


def _is_operand(operator: str, operand: object) -> bool:
    match operator, operand:
        case "exists", _:
            return text(operand) in {"true", "false"}
        case "numeric", list():
            signs, limits = operand[::2], operand[1::2]
            known = all(text(sign) in _COMPARISONS for sign in signs)
            return known and len(signs) == len(limits) > 0 and all(map(_is_number, limits))
        case "anything-but", dict():
            return len(operand) == 1 and operand.keys() <= _WITHIN_ANYTHING_BUT
        case "anything-but", _:
            return bool(listed(operand))
        case (("prefix" | "suffix"), dict()):
            return operand.keys() == {"equals-ignore-case"}
        case _:
            return isinstance(operand, str)


def _is_number(value: object) -> bool:
    return isinstance(value, _UNKNOWN) or number(value) is not None
