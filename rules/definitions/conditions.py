"""Where a pipeline branches, and where it ends with a reason."""

from collections.abc import Iterator, Mapping
from typing import Any

from rules.definitions.definition import Definition, Step
from rules.definitions.mistake import Mistake, nearest
from rules.definitions.values import is_known, is_variable, listed

_ORDERS = ("GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo")
_NEEDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("Equals", "NotEquals", *_ORDERS), ("LeftValue", "RightValue")),
    **dict.fromkeys(("In", "NotIn"), ("QueryValue", "Values")),
    "Not": ("Condition",),
    "Or": ("Conditions",),
}
_LONGEST = 1024


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    for step in definition.of_type("Condition"):
        for path, says in _branching(step):
            yield Mistake("conditions", f"{step.path}.Arguments{path}", says)
        if not listed(step.get("IfSteps")) and not listed(step.get("ElseSteps")):
            says = "both branches are empty: nothing follows from the condition"
            yield Mistake("vain", f"{step.path}.Arguments", says)
    for step in definition.of_type("Fail"):
        place, message = f"{step.path}.Arguments.ErrorMessage", step.get("ErrorMessage")
        for says in _reason(message):
            yield Mistake("conditions", place, says)
        if isinstance(message, str) and len(message) > _LONGEST:
            says = f"{len(message)} characters, and a step's FailureReason holds {_LONGEST}"
            yield Mistake("vain", place, says)


def _branching(step: Step) -> Iterator[tuple[str, str]]:
    given = step.arguments
    known = ("Conditions", "IfSteps", "ElseSteps")
    for name in given:
        if name not in known:
            yield f".{name}", f"is not known{nearest(name, known)}"
    if is_known(given.get("Conditions")) and not listed(given.get("Conditions")):
        yield ".Conditions", "must be a list of at least one condition"
    for branch in ("IfSteps", "ElseSteps"):
        inner = given.get(branch)
        if inner is not None and is_known(inner) and not isinstance(inner, list):
            yield f".{branch}", "must be a list of steps"
    yield from _each(given.get("Conditions"), ".Conditions")


def _each(given: object, path: str) -> Iterator[tuple[str, str]]:
    for index, condition in enumerate(listed(given)):
        yield from _condition(condition, f"{path}.{index}")


def _condition(condition: Any, path: str) -> Iterator[tuple[str, str]]:
    if not isinstance(condition, Mapping):
        if is_known(condition):
            yield path, f"is no condition, got {condition!r}"
        return
    kind = condition.get("Type")
    needs = _NEEDS.get(kind) if isinstance(kind, str) else None
    if needs is None:
        if is_known(kind):
            meant = nearest(kind, list(_NEEDS))
            yield f"{path}.Type", f"no condition is of the type {kind!r}{meant}"
        return
    yield from ((path, f"{name} is missing") for name in needs if condition.get(name) is None)
    for name in condition:
        if name not in (*needs, "Type"):
            yield f"{path}.{name}", f"is no part of {kind}{nearest(name, needs)}"
    if kind in _ORDERS:
        yield from _ordered(condition, path)
    if kind == "Not" and condition.get("Condition") is not None:
        yield from _condition(condition["Condition"], f"{path}.Condition")
    yield from _each(condition.get("Conditions") if kind == "Or" else None, f"{path}.Conditions")


def _ordered(condition: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for side in ("LeftValue", "RightValue"):
        value = condition.get(side)
        if isinstance(value, str | bool):
            yield f"{path}.{side}", f"is compared by size and must be a number, got {value!r}"


def _reason(message: object) -> Iterator[str]:
    if message is None or message == "":
        yield "is missing: nobody would know why the pipeline failed"
    elif isinstance(message, Mapping | list | int | float) and not is_variable(message):
        yield "must be a string or a variable"
