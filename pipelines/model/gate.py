"""What a model must reach to be registered, and what it may lose against the one that serves."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator

from pipelines.model.part import Part
from pipelines.words import RefusedError


class Threshold(Part):
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise RefusedError("needs one of at_least and at_most")
        return self


class Champion(Part):
    metric: str = Field(description="the metric that both models are compared by")
    may_lose: Annotated[float, Field(ge=0)] = 0.0


class Gate(Part):
    """Thresholds by the name of their metric, beside the champion."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Threshold] = Field(init=False)

    champion: Champion | None = None

    @property
    def thresholds(self) -> dict[str, Threshold]:
        return dict(self.__pydantic_extra__)
