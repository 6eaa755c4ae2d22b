"""A team: its place in the data zones, its share of the fleets, and what it may spend."""

from typing import Annotated, TypeAlias

from pydantic import Field

from config.alerts import Email
from config.part import Listed, Part
from config.prefixes import Prefix
from config.words import Spelling

_LARGEST_SHARE = 1000
_MOST_SUBSCRIBERS = 10
_MOST_USD = 100_000_000

TeamName: TypeAlias = Annotated[
    str,
    Spelling(
        r"[a-z][a-z0-9]{0,19}",
        "at most 20 lower-case letters and digits, and begin with a letter: "
        "AWS Batch knows a share by it",
    ),
]


class Team(Part):
    prefix: Prefix = Field(description="the prefix of the team's data in every zone")
    batch_share: int = Field(
        ge=1,
        le=_LARGEST_SHARE,
        description="its share of a busy fleet, in proportion to the shares of the other teams",
    )
    budget_usd_per_month: int = Field(
        ge=1, le=_MOST_USD, description="USD a month; mails warn before it is spent"
    )
    emails: Listed[Email] = Field(
        min_length=1,
        max_length=_MOST_SUBSCRIBERS,
        description="addresses that hear of the team's budget",
    )
