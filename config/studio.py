"""Studio: notebooks in the private network, which stop when nobody works in them."""

from typing import Annotated

from pydantic import Field

from config.part import Label, Mapped, Part

_SHORTEST_MINUTES, _LONGEST_MINUTES = 60, 525_600
"""Of SageMaker (API reference, IdleSettings)."""


class Studio(Part):
    idle_minutes: int = Field(
        ge=_SHORTEST_MINUTES,
        le=_LONGEST_MINUTES,
        description="minutes without work after which a notebook's instance is stopped",
    )
    users: Annotated[Mapped[Label, str], Field(min_length=1)] = Field(
        description="users, by a name of your own, and the team that each works for"
    )
