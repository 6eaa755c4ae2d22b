"""What an environment may cost, and who watches what is done in it."""

from re import fullmatch

from pydantic import Field, field_validator

from config.errors import RefusedError
from config.part import Part

_MOST_USD = 100_000_000


class Governance(Part):
    budget_usd_per_month: int = Field(
        ge=1,
        le=_MOST_USD,
        description="USD a month of the whole environment; mails warn before it is spent",
    )
    anomaly_usd: int = Field(
        ge=1, le=_MOST_USD, description="USD above the usual from which a cost is told"
    )
    data_events: bool = Field(
        description="whether CloudTrail records who reads and writes objects of the data zones"
    )
    reserve_concurrency: bool = Field(
        default=False,
        description="whether functions keep places of the account's Lambda concurrency for "
        "themselves; a new account has too few; without it false",
    )
    permissions_boundary: str | None = Field(
        default=None,
        description="the name of a managed policy that bounds every role; without it: none",
    )

    @field_validator("permissions_boundary")
    @classmethod
    def _a_name(cls, policy: str | None) -> str | None:
        if policy is not None and not fullmatch(r"[A-Za-z0-9_+=,.@-]{1,128}", policy):
            raise RefusedError(
                "must be the name of a managed policy of the account, not its ARN or path",
                instead=policy.rpartition("/")[2] if policy.startswith("arn:") else "",
            )
        return policy
