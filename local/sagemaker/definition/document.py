"""A definition as the engine wants it: parameters by name, and every step, also the nested ones."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from local.sagemaker.definition.marks import gets, step_of
from local.sagemaker.refusals import RefusedError, refuse_any
from rules.definitions import check

CONDITION = "Condition"


@dataclass(frozen=True)
class Branch:
    """Where a nested step stands: it runs if the condition has this outcome."""

    condition: str
    outcome: bool


@dataclass(frozen=True)
class Step:
    body: Mapping[str, Any]
    branch: Branch | None = None

    @property
    def name(self) -> str:
        return str(self.body.get("Name", ""))

    @property
    def type(self) -> str:
        return str(self.body.get("Type", ""))

    @property
    def arguments(self) -> Mapping[str, Any]:
        """Of a condition only its own: what is nested are steps of their own."""
        given: Mapping[str, Any] = self.body.get("Arguments") or {}
        return {"Conditions": given.get("Conditions")} if self.type == CONDITION else given

    @property
    def retry_policies(self) -> list[Mapping[str, Any]]:
        return list(self.body.get("RetryPolicies") or ())

    @property
    def property_files(self) -> Mapping[str, Mapping[str, Any]]:
        return {
            one.get("PropertyFileName", ""): one for one in self.body.get("PropertyFiles") or ()
        }

    @property
    def cache(self) -> Mapping[str, Any]:
        return dict(self.body.get("CacheConfig") or {})

    @property
    def depends_on(self) -> list[Any]:
        return list(self.body.get("DependsOn") or ())

    @cached_property
    def sources(self) -> frozenset[str]:
        """The steps whose properties it asks for."""
        asked = (step_of(one) for one in gets(self.own))
        return frozenset(name for name in asked if name)

    @property
    def own(self) -> Mapping[str, Any]:
        """Everything in which it may ask for something."""
        return {**self.body, "Arguments": self.arguments}

    @cached_property
    def awaits(self) -> frozenset[str]:
        """The steps that come before it."""
        above = {self.branch.condition} if self.branch else set()
        return self.sources | frozenset(self.depends_on) | above


@dataclass(frozen=True)
class Definition:
    text: str
    body: Mapping[str, Any]
    all_steps: tuple[Step, ...] = field(default=())

    @classmethod
    def read(cls, text: str) -> "Definition":
        """Refuses what SageMaker would refuse."""
        try:
            body = json.loads(text)
        except ValueError as error:
            raise RefusedError(f"PipelineDefinition is no JSON: {error}") from error
        if not isinstance(body, Mapping):
            raise RefusedError(f"PipelineDefinition must be a JSON object, got {body!r}")
        refuse_any(check(body))
        return cls(text, body, tuple(_flattened(body["Steps"], None)))

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        return {step.name: step for step in self.all_steps}

    @property
    def parameters(self) -> Mapping[str, Mapping[str, Any]]:
        return {one.get("Name", ""): one for one in self.body.get("Parameters") or ()}


def _flattened(bodies: Sequence[Mapping[str, Any]] | None, branch: Branch | None) -> Iterator[Step]:
    for body in bodies or ():
        step = Step(body, branch)
        yield step
        if step.type == CONDITION:
            nested = body["Arguments"]
            yield from _flattened(nested.get("IfSteps"), Branch(step.name, outcome=True))
            yield from _flattened(nested.get("ElseSteps"), Branch(step.name, outcome=False))
