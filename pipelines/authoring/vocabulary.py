"""The names under which a definition knows what only the environment knows."""

from collections.abc import Collection, Mapping
from typing import Any

from pipelines.model.names import pascal
from pipelines.model.part import Scalar
from pipelines.sdk import (
    ExecutionVariables,
    Join,
    ParameterFloat,
    ParameterInteger,
    ParameterString,
)
from pipelines.words import WorkloadError, listed, nearest

_KINDS = {int: ParameterInteger, float: ParameterFloat, str: ParameterString}


class Vocabulary:
    """Remembers what was asked for: only that is declared, and only that must be filled in."""

    def __init__(self) -> None:
        self._placeholders: dict[str, Any] = {}
        self._in_place: set[str] = set()
        self._settings: dict[str, Any] = {}

    def placeholder(self, name: str) -> Any:
        """A parameter whose default the construct fills in."""
        if name not in self._placeholders:
            self._placeholders[name] = ParameterString(name, default_value=f"{{{{{name}}}}}")
        return self._placeholders[name]

    def in_place(self, name: str) -> str:
        """Where SageMaker takes no parameter."""
        self._in_place.add(name)
        return f"{{{{{name}}}}}"

    def setting(self, name: str, default: Scalar) -> Any:
        """A parameter that a person may set when starting."""
        spelled = pascal(name)
        self._settings[spelled] = _KINDS[type(default)](spelled, default_value=default)
        return self._settings[spelled]

    @property
    def parameters(self) -> list[Any]:
        known = {**self._placeholders, **self._settings}
        return [known[name] for name in sorted(known)]

    @property
    def tokens(self) -> frozenset[str]:
        return frozenset(self._placeholders) | self._in_place


def folder(uri: Any) -> Any:
    """With a slash: what SageMaker is told is a prefix, and digits-2 begins with digits too."""
    return Join(on="", values=[uri, "/"])


def joined(*parts: Any) -> Any:
    return Join(on="/", values=list(parts))


EXECUTION = ExecutionVariables.PIPELINE_EXECUTION_ID


def overridden(
    written: Mapping[str, Scalar], parameters: Mapping[str, Scalar], tuned: Collection[str]
) -> dict[str, Scalar]:
    """The workload's values with the environment's over them; those of a tuning are left out."""
    hyperparameters = {name: value for name, value in written.items() if name not in tuned}
    known = [name for name, value in hyperparameters.items() if not isinstance(value, bool)]
    for name, value in parameters.items():
        if name not in known:
            meant = nearest(name, known)
            hint = f"; did you mean '{meant}'?" if meant else ""
            raise WorkloadError(
                [f"parameters.{name}: is no hyperparameter; allowed: {listed(known)}{hint}"]
            )
        default = hyperparameters[name]
        if isinstance(value, bool) or not isinstance(value, _fits(default)):
            kind = {int: "a whole number", float: "a number", str: "text"}[type(default)]
            raise WorkloadError([f"parameters.{name}: must be {kind}, given {value!r}"])
    same = {name: type(hyperparameters[name])(value) for name, value in parameters.items()}
    return {**hyperparameters, **same}


def _fits(default: Scalar) -> tuple[type, ...]:
    return (int, float) if isinstance(default, float) else (type(default),)
