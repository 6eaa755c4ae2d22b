"""A labelling job: people who say what is in images or texts, for so much each."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from config.arns import WorkteamArn
from config.locations import Labels, Unlabelled
from config.part import Listed, Part
from config.words import Spelling

_FEWEST_CLASSES = 2

_Class = Annotated[
    str,
    Spelling(r"(?=.{1,100}$)[^\s\x00-\x1f]([^\x00-\x1f]*[^\s\x00-\x1f])?", "a word on one line"),
]


class Task(StrEnum):
    IMAGE_CLASSIFICATION = "image-classification"
    TEXT_CLASSIFICATION = "text-classification"


class Labelling(Part):
    team: str | None = Field(
        default=None, description="the team it belongs to, by its name under teams"
    )
    reads: Unlabelled = Field(
        description="<zone>/<prefix> of what is to be labelled, in raw or curated"
    )
    writes: Labels = Field(description="<zone>/<prefix> that the labels go to, in curated")
    task: Annotated[Task, Field(strict=False)] = Field(
        description="what people are asked: image-classification, text-classification"
    )
    classes: Listed[_Class] = Field(
        min_length=_FEWEST_CLASSES, description="the answers that they may give, in quotes"
    )
    workteam: WorkteamArn = Field(description="the ARN of the private workteam that is asked")
    objects_at_most: int = Field(ge=1, description="images or texts after which the job stops")
    usd_per_object: float = Field(
        ge=0.001, allow_inf_nan=False, description="USD for each of them, all told"
    )
    max_usd: float = Field(
        ge=0.01,
        allow_inf_nan=False,
        description="USD that are accepted: at least objects_at_most times usd_per_object",
    )

    @property
    def worst_usd(self) -> float:
        return self.objects_at_most * self.usd_per_object
