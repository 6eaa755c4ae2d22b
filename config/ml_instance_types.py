"""The instance types that SageMaker's jobs run on, with the prices that could be read of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from config.errors import RefusedError
from config.words import OneOf, listed, nearest

_FACTS = Path(__file__).with_name("facts") / "ml_instance_types.json"
_PREFIX = "ml."


@dataclass(frozen=True)
class MlInstanceType:
    vcpus: int
    memory_gib: int
    gpus: int
    usd_per_hour: float
    """Of training, on-demand, in us-east-1."""
    processing: bool
    """Whether processing jobs run on it, and not training jobs only."""
    source: str
    """Of the price."""
    date: str
    """Of when the source has it."""


@cache
def ml_instance_types() -> Mapping[str, MlInstanceType]:
    facts = _read()
    sources = facts["sources"]
    return {
        name: MlInstanceType(
            **{**fact, "source": sources[fact["source"]]["where"]},
            date=sources[fact["source"]]["date"],
        )
        for name, fact in facts["ml_instance_types"].items()
    }


@cache
def _of_processing() -> tuple[str, ...]:
    return tuple(name for name, known in ml_instance_types().items() if known.processing)


def unknown_ml_instance_type(name: str) -> RefusedError:
    if not name.startswith(_PREFIX) and f"{_PREFIX}{name}" in ml_instance_types():
        return RefusedError("is EC2's name of it", instead=f"{_PREFIX}{name}")
    family = name.removeprefix(_PREFIX).partition(".")[0]
    why = _read()["left_out"].get(family)
    if why:
        return RefusedError(f"cannot be used: {family} {why}")
    alike = [known for known in ml_instance_types() if _family(known) == family]
    families = dict.fromkeys(f"ml.{_family(known)}" for known in ml_instance_types())
    return RefusedError(
        "unknown instance type of SageMaker, or one whose price is not known",
        allowed=listed(alike) if alike else f"sizes of {listed(families)}",
        instead=nearest(name, ml_instance_types()),
    )


def _not_of_processing(name: str) -> RefusedError:
    if name in ml_instance_types():
        return RefusedError("SageMaker has no processing jobs on it, only training")
    return unknown_ml_instance_type(name)


def _family(name: str) -> str:
    return name.split(".")[1]


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(_FACTS.read_text("utf-8"))
    return read


TrainingInstance: TypeAlias = Annotated[str, OneOf(ml_instance_types, unknown_ml_instance_type)]
ProcessingInstance: TypeAlias = Annotated[str, OneOf(_of_processing, _not_of_processing)]
