"""What the conductor of deadlines is told at run time, read from its environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from millrace.domain.fleets import Fleets
from millrace.fleets import fleets_from
from millrace.settings import required

NAMES = ("ENVIRONMENT", "LEDGER_TABLE", "FLEETS")


@dataclass(frozen=True, kw_only=True)
class ConductingSettings:
    environment: str
    ledger_table: str
    fleets: Fleets

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        given = required(NAMES, env)
        return cls(
            environment=given["ENVIRONMENT"],
            ledger_table=given["LEDGER_TABLE"],
            fleets=fleets_from(given["FLEETS"]),
        )
