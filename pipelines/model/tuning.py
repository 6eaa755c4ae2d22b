"""The four strategies of a tuning job, a type for each."""

from math import prod
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from pipelines.model.part import Listed, Part
from pipelines.model.ranges import Ranges, WordsOnly
from pipelines.words import RefusedError

Jobs: TypeAlias = Annotated[int, Field(ge=1, le=750)]
Parallel: TypeAlias = Annotated[int, Field(ge=1, le=100)]
Parents: TypeAlias = Annotated[Listed[str], Field(max_length=5)]


class _Counted(Part):
    jobs: Jobs = Field(description="how many training jobs the tuning may start, such as 6")
    parallel: Parallel = 1
    ranges: Ranges = Field(description="hyperparameters and where to look for them")
    warm_start: Parents = ()

    @model_validator(mode="after")
    def _parallel_fits(self) -> Self:
        if self.parallel > self.jobs:
            raise RefusedError(f"parallel is {self.parallel}, and there are {self.jobs} jobs")
        return self


class Sampled(_Counted):
    strategy: Literal["Bayesian", "Random"]
    early_stopping: bool = False


class Hyperband(_Counted):
    """Stops jobs by itself, by how much of the resource (epochs) they have had."""

    strategy: Literal["Hyperband"]
    least: Annotated[int, Field(ge=1)] = Field(description="epochs that each job gets, such as 2")
    most: Annotated[int, Field(ge=1)] = Field(description="epochs of the best jobs, such as 20")

    @model_validator(mode="after")
    def _goes_up(self) -> Self:
        if self.least >= self.most:
            raise RefusedError(f"most must be above least, they are {self.most} and {self.least}")
        return self


class Grid(Part):
    """Each combination once, so the number of jobs follows."""

    strategy: Literal["Grid"]
    parallel: Parallel = 1
    ranges: WordsOnly = Field(description="hyperparameters and the values to try of each")
    early_stopping: bool = False
    warm_start: tuple[()] = ()

    @property
    def jobs(self) -> int:
        return prod(len(words) for words in self.ranges.values())


Strategy: TypeAlias = Sampled | Hyperband | Grid
Tuning: TypeAlias = Annotated[Strategy, Field(discriminator="strategy")]
