"""A definition as its checks see it: parameters, and all steps wherever they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rules.definitions.values import entry, is_known, listed, mapping, text

_INNER = {"Condition": ("IfSteps", "ElseSteps"), "ForEach": ("ForEachBody",)}


@dataclass(frozen=True, eq=False)
class Step:
    path: str
    """Its name; where it has none, its place."""
    body: Mapping[str, Any]
    within: tuple[tuple[str, str], ...] = ()
    """The steps around it with the branch that it is in, the outermost first."""

    @property
    def name(self) -> str:
        return text(self.body.get("Name")) or ""

    @property
    def type(self) -> str:
        return text(self.body.get("Type")) or ""

    @property
    def arguments(self) -> Mapping[str, Any]:
        return mapping(self.body.get("Arguments"))

    def get(self, path: str) -> Any:
        return entry(self.arguments, path)

    def own(self) -> Mapping[str, Any]:
        """Without the steps within it."""
        inner = _INNER.get(self.type, ())
        kept = {name: given for name, given in self.arguments.items() if name not in inner}
        return {**self.body, "Arguments": kept}

    def inside(self) -> Iterator["Step"]:
        for branch in _INNER.get(self.type, ()):
            place = f"{self.path}.Arguments.{branch}"
            yield from _steps(
                self.arguments.get(branch), place, (*self.within, (self.name, branch))
            )


@dataclass(frozen=True, eq=False)
class Definition:
    body: Mapping[str, Any]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return tuple(_steps(self.body.get("Steps"), "Steps"))

    @cached_property
    def is_open(self) -> bool:
        """There are steps or parameters whose names only the deployment knows."""
        parts = [self.body.get("Steps"), self.body.get("Parameters")]
        bodies = [*listed(parts[0]), *listed(parts[1]), *(step.body for step in self.steps)]
        names = [mapping(body).get("Name") for body in bodies]
        return not all(map(is_known, (*parts, *bodies, *names)))

    @cached_property
    def by_name(self) -> Mapping[str, Step]:
        return {step.name: step for step in self.steps if step.name}

    def of_type(self, *types: str) -> Iterator[Step]:
        return (step for step in self.steps if step.type in types)

    @cached_property
    def parameters(self) -> Mapping[str, Mapping[str, Any]]:
        given = map(mapping, listed(self.body.get("Parameters")))
        return {item["Name"]: item for item in given if isinstance(item.get("Name"), str)}

    def settled(self, value: object) -> object:
        """In the place of a parameter its default, which an execution may still change."""
        if isinstance(value, Mapping) and len(value) == 1:
            named = text(value.get("Get")) or ""
            parameter = self.parameters.get(named.removeprefix("Parameters."), {})
            if named.startswith("Parameters.") and "DefaultValue" in parameter:
                default: object = parameter["DefaultValue"]
                return default
        return value


def strays(definition: Definition) -> Iterator[tuple[str, object]]:
    """(place, what stands where a step should)."""
    lists = [("Steps", definition.body.get("Steps"))]
    for step in definition.steps:
        inner = _INNER.get(step.type, ())
        lists += [(f"{step.path}.Arguments.{name}", step.arguments.get(name)) for name in inner]
    for place, given in lists:
        for index, body in enumerate(listed(given)):
            if is_known(body) and not isinstance(body, Mapping):
                yield f"{place}.{index}", body


def _steps(given: object, place: str, within: tuple[tuple[str, str], ...] = ()) -> Iterator[Step]:
    for index, body in enumerate(listed(given)):
        if isinstance(body, Mapping):
            step = Step(text(body.get("Name")) or f"{place}.{index}", body, within)
            yield step
            yield from step.inside()
