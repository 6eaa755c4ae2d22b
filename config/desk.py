"""The job desk: how long it remembers, and what it may do without being asked."""

from pydantic import Field, ValidationInfo, field_validator

from config.errors import RefusedError
from config.part import Part

_FEWEST_DAYS, _MOST_DAYS = 15, 3_653
"""Dead letters are kept for 14 days, and must find their record when they are sent again."""
_MOST_RETRIES = 3
_MOST_IDLE_HOURS, _MOST_NOTICE_HOURS = 720, 168


class Reaper(Part):
    """Tells of what nobody uses, and stops it when nobody has objected."""

    idle_hours: int = Field(
        default=24,
        ge=1,
        le=_MOST_IDLE_HOURS,
        description="hours without use after which somebody is told",
    )
    notice_hours: int = Field(
        default=24,
        ge=1,
        le=_MOST_NOTICE_HOURS,
        description="hours from the notice until it is stopped",
    )


class Desk(Part):
    keep_days: int = Field(
        default=400,
        ge=_FEWEST_DAYS,
        le=_MOST_DAYS,
        description="days that the record of a job is kept after its last event",
    )
    archive_days: int = Field(
        default=30,
        ge=1,
        le=_MOST_DAYS,
        validate_default=True,
        description="days that events are kept, to be replayed",
    )
    retries: int = Field(
        default=1,
        ge=0,
        le=_MOST_RETRIES,
        description="how often the desk submits a failed job again that may succeed then",
    )
    on_demand_after_spot: bool = Field(
        default=True,
        description="whether a job that spot took away for the last time goes on on-demand",
    )
    larger_after_out_of_memory: bool = Field(
        default=True,
        description="whether a job that ran out of memory is tried once with more of it",
    )
    reaper: Reaper | None = Field(
        default=None, description="stops what nobody uses, after a notice; without it: nothing"
    )

    @field_validator("archive_days")
    @classmethod
    def _records_outlive_their_events(cls, days: int, info: ValidationInfo) -> int:
        """Else a replay would find no record of what was done, and do it again."""
        most = info.data.get("keep_days", _MOST_DAYS)
        if days > most:
            raise RefusedError(
                f"events that are replayed must find their records, kept for {most} days",
                allowed=f"at most {most}",
            )
        return days
