"""How long an environment keeps its data, and whether it may be destroyed."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from config.errors import RefusedError
from config.landing import Landing
from config.part import Part
from config.words import listed

LOG_RETENTIONS_DAYS = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
"""CloudWatch Logs knows no others."""

_LONGEST_DAYS = 36_500
_TIME_TO_NOTICE_DAYS = 7


class DataZone(StrEnum):
    """The buckets of an environment, each for one stage of the data's way."""

    RAW = "raw"
    CURATED = "curated"
    FEATURES = "features"
    MODELS = "models"
    CAPTURES = "captures"
    LOGS = "logs"


def _log_retention(days: int) -> int:
    if days not in LOG_RETENTIONS_DAYS:
        raise RefusedError(
            "must be a retention that CloudWatch Logs has",
            allowed=listed(LOG_RETENTIONS_DAYS),
            instead=str(next(_from(days), LOG_RETENTIONS_DAYS[-1])),
        )
    return days


def _from(days: int) -> Iterator[int]:
    return (longer for longer in LOG_RETENTIONS_DAYS if longer >= days)


class DataPolicy(Part):
    deletable: bool = Field(
        description="whether destroying the stacks destroys the data; never in production"
    )
    captures_expire_days: int = Field(
        ge=1, le=_LONGEST_DAYS, description="days that captured requests and answers are kept"
    )
    logs_expire_days: Annotated[int, AfterValidator(_log_retention)] = Field(
        description="days that logs are kept, in S3 and in CloudWatch",
        json_schema_extra={"enum": list(LOG_RETENTIONS_DAYS)},
    )
    old_versions_expire_days: int = Field(
        ge=1,
        le=_LONGEST_DAYS,
        description="days that an overwritten or deleted object can be got back",
    )
    tier_after_days: int | None = Field(
        default=None,
        ge=1,
        le=_LONGEST_DAYS,
        description="days after which objects move to Intelligent-Tiering; without it: never",
    )
    landing: Landing | None = Field(
        default=None, description="what is let into the raw zone; without it: everything"
    )

    @field_validator("logs_expire_days")
    @classmethod
    def _logs_outlive_captures(cls, days: int, info: ValidationInfo) -> int:
        captures_days = info.data.get("captures_expire_days", 0)
        if days < captures_days:
            raise RefusedError(
                "logs say who read the captures, so they must be kept as long",
                allowed=f"at least {captures_days}",
            )
        return days

    @field_validator("old_versions_expire_days")
    @classmethod
    def _kept_data_survives_a_mistake(cls, days: int, info: ValidationInfo) -> int:
        if info.data.get("deletable") is False and days < _TIME_TO_NOTICE_DAYS:
            raise RefusedError(
                "deletable is false, so a wrong delete must be found in time",
                allowed=f"at least {_TIME_TO_NOTICE_DAYS}",
            )
        return days
