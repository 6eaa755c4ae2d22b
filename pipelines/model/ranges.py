"""Where a tuning looks for each hyperparameter: between two numbers, or among words."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator

from pipelines.model.part import Listed, Mapped, Part, Scalar
from pipelines.words import RefusedError

_MOST_RANGES = 30


class Range(Part):
    low: int | float = Field(alias="from", description="the least value")
    high: int | float = Field(alias="to", description="the greatest value")
    scale: Literal["auto", "linear", "logarithmic", "reverse-logarithmic"] = "auto"

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if not self.low < self.high:
            raise RefusedError(f"must go up, it goes from {self.low} to {self.high}")
        if self.scale == "logarithmic" and self.low <= 0:
            raise RefusedError(f"must begin above 0 to be logarithmic, it begins at {self.low}")
        if self.scale == "reverse-logarithmic" and (self.low < 0 or self.high >= 1):
            raise RefusedError(
                "must lie in 0 to below 1 to be reverse-logarithmic, "
                f"it goes from {self.low} to {self.high}"
            )
        return self

    @property
    def is_whole(self) -> bool:
        return isinstance(self.low, int) and isinstance(self.high, int)


Words: TypeAlias = Annotated[Listed[Scalar], Field(min_length=1, max_length=30)]
Choice: TypeAlias = Annotated[
    Annotated[Range, Tag("range")] | Annotated[Words, Tag("words")],
    Discriminator(lambda value: "words" if isinstance(value, list | tuple) else "range"),
]
Ranges: TypeAlias = Annotated[Mapped[str, Choice], Field(min_length=1, max_length=_MOST_RANGES)]
WordsOnly: TypeAlias = Annotated[Mapped[str, Words], Field(min_length=1, max_length=_MOST_RANGES)]
