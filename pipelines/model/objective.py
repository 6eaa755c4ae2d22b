"""The metric that a training is judged by while it runs, and how SageMaker finds it in the log."""

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field

from pipelines.model.part import Mapped, Part
from pipelines.words import RefusedError

_LONGEST_PATTERN = 500
_MOST_METRICS = 40


class Objective(Part):
    metric: str = Field(description="the name of a metric, such as validation:accuracy")
    goal: Literal["maximize", "minimize"] = Field(description="maximize or minimize")


def _pattern(text: str) -> str:
    try:
        groups = re.compile(text).groups
    except re.error as error:
        raise RefusedError(f"must be a regular expression: {error}") from error
    if groups != 1:
        raise RefusedError(f"must have one group, around the number; it has {groups}")
    if len(text) > _LONGEST_PATTERN:
        raise RefusedError("is too long", allowed=f"at most {_LONGEST_PATTERN} characters")
    return text


Metrics: TypeAlias = Annotated[
    Mapped[str, Annotated[str, AfterValidator(_pattern)]], Field(max_length=_MOST_METRICS)
]
