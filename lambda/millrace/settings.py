"""What the job desk is told at run time, read from the function's environment variables."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from millrace.domain.policy import Policy
from millrace.fleets import policy_from

NAMES = (
    "ENVIRONMENT",
    "LEDGER_TABLE",
    "DEAD_LETTERS_URL",
    "ORDERS_URL",
    "POLICY",
    "FLEETS",
)


class MissingSettingsError(ValueError):
    """The function was deployed without something that it needs."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    environment: str
    ledger_table: str
    dead_letters_url: str
    orders_url: str
    policy: Policy

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        given = required(NAMES, env)
        return cls(
            environment=given["ENVIRONMENT"],
            ledger_table=given["LEDGER_TABLE"],
            dead_letters_url=given["DEAD_LETTERS_URL"],
            orders_url=given["ORDERS_URL"],
            policy=policy_from(given["POLICY"], given["FLEETS"]),
        )


def required(names: Sequence[str], env: Mapping[str, str]) -> Mapping[str, str]:
    missing = [name for name in names if not env.get(name)]
    if missing:
        raise MissingSettingsError(
            f"environment variables not set: {', '.join(missing)}; needed: {', '.join(names)}"
        )
    return {name: env[name] for name in names}
