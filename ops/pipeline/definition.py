"""What a pipeline is going to do, read out of the definition that SageMaker keeps."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ops.pipeline.references import parameters_in, steps_in


@dataclass(frozen=True)
class Parameter:
    name: str
    kind: str
    """In SageMaker's words: String, Integer, Float or Boolean."""
    default: Any = None
    choices: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Branch:
    """Steps behind a condition run only if it comes out so."""

    gate: str
    outcome: bool


@dataclass(frozen=True)
class PlannedStep:
    name: str
    kind: str
    after: frozenset[str] = frozenset()
    branch: Branch | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    cached: bool = False
    retries: int = 0
    """After the first attempt, at most."""


@dataclass(frozen=True)
class Definition:
    parameters: Mapping[str, Parameter]
    steps: Mapping[str, PlannedStep]

    @property
    def settings(self) -> Mapping[str, Parameter]:
        """What a person may set: the others hold what the environment knows, or move its costs."""
        used = _hyperparameters(self.steps.values())
        return {name: one for name, one in self.parameters.items() if name in used}


def read_definition(text: str) -> Definition:
    body = json.loads(text)
    parameters = [_parameter(one) for one in body.get("Parameters", [])]
    steps = list(_steps(body.get("Steps", []), None))
    return Definition({one.name: one for one in parameters}, {one.name: one for one in steps})


def _parameter(body: Mapping[str, Any]) -> Parameter:
    return Parameter(
        body["Name"], body["Type"], body.get("DefaultValue"), tuple(body.get("EnumValues", ()))
    )


def _steps(bodies: list[Mapping[str, Any]], branch: Branch | None) -> Iterator[PlannedStep]:
    for body in bodies:
        yield _step(body, branch)
        for outcome, key in ((True, "IfSteps"), (False, "ElseSteps")):
            behind = body.get("Arguments", {}).get(key) or []
            if body["Type"] == "Condition":
                yield from _steps(behind, Branch(body["Name"], outcome))


def _step(body: Mapping[str, Any], branch: Branch | None) -> PlannedStep:
    arguments = body.get("Arguments", {})
    if body["Type"] == "Condition":
        arguments = {"Conditions": arguments.get("Conditions", [])}
    after = steps_in(arguments) | set(body.get("DependsOn", ()))
    if branch:
        after.add(branch.gate)
    retries = [one.get("MaxAttempts", 0) for one in body.get("RetryPolicies", ())]
    return PlannedStep(
        name=body["Name"],
        kind=body["Type"],
        after=frozenset(after - {body["Name"]}),
        branch=branch,
        arguments=arguments,
        cached=bool(body.get("CacheConfig", {}).get("Enabled")),
        retries=max([0, *retries]),
    )


def _hyperparameters(steps: Iterable[PlannedStep]) -> set[str]:
    """Those that begin so tell the container where its code lies."""
    used: set[str] = set()
    for step in steps:
        for one in _found(("HyperParameters", "StaticHyperParameters"), step.arguments):
            own = [value for name, value in one.items() if not name.startswith("sagemaker_")]
            used |= parameters_in(own)
    return used


def _found(keys: Collection[str], node: Any) -> Iterator[Mapping[str, Any]]:
    """Every section of that name, however deep."""
    if isinstance(node, list):
        for value in node:
            yield from _found(keys, value)
    elif isinstance(node, Mapping):
        for name, value in node.items():
            if name in keys and isinstance(value, Mapping):
                yield value
            else:
                yield from _found(keys, value)
