"""A feature group: rows by an id and a time, for training and, if online, for serving."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from config.errors import RefusedError
from config.locations import FeatureSource
from config.part import Mapped, Part
from config.words import Spelling, listed, unknown

_MOST_FEATURES = 2500
_OF_SAGEMAKER = ("is_deleted", "write_time", "api_invocation_time")

_FeatureName = Annotated[
    str,
    Spelling(
        rf"(?!({'|'.join(_OF_SAGEMAKER)})$)(?=.{{1,64}}$)[a-z][a-z0-9]*(_+[a-z0-9]+)*",
        "a feature: at most 64 lower-case letters and digits, in words joined by underscores, "
        f"and none of Feature Store's own ({listed(_OF_SAGEMAKER)})",
    ),
]


class FeatureType(StrEnum):
    STRING = "string"
    INTEGRAL = "integral"
    FRACTIONAL = "fractional"


_OF_TIME = (FeatureType.STRING, FeatureType.FRACTIONAL)
"""ISO 8601, or seconds since 1970 (API reference, CreateFeatureGroup)."""


class FeatureGroup(Part):
    team: str | None = Field(
        default=None, description="the team it belongs to, by its name under teams"
    )
    source: FeatureSource = Field(
        description="<zone>/<prefix> of the rows that are put into it, in curated or features"
    )
    features: Annotated[
        Mapped[_FeatureName, Annotated[FeatureType, Field(strict=False)]],
        Field(min_length=1, max_length=_MOST_FEATURES),
    ] = Field(description="the features of a row, and their types: string, integral, fractional")
    record_id: str = Field(description="the feature that says which thing a row is of")
    event_time: str = Field(description="the feature that says of when a row is")
    online: bool = Field(
        default=False,
        description="whether single rows can be asked for, which costs; without it false",
    )

    @field_validator("record_id", "event_time")
    @classmethod
    def _a_feature(cls, name: str, info: ValidationInfo) -> str:
        features: Mapping[str, FeatureType] | None = info.data.get("features")
        if features is not None and name not in features:
            raise unknown("feature", name, features)
        return name

    @field_validator("event_time")
    @classmethod
    def _a_time_of_its_own(cls, name: str, info: ValidationInfo) -> str:
        if name == info.data.get("record_id"):
            raise RefusedError("is the record_id: a row has an id and a time")
        features: Mapping[str, FeatureType] = info.data.get("features", {})
        if name in features and features[name] not in _OF_TIME:
            raise RefusedError(
                f"is {features[name]}, which Feature Store takes for no time",
                allowed=f"a feature that is {' or '.join(_OF_TIME)}",
            )
        return name
