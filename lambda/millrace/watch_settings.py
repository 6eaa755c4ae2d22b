"""What the fleet watch is told at run time, read from the function's environment variables."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from millrace.domain.watching import Fleet
from millrace.settings import required

NAMES = ("ENVIRONMENT", "FLEETS", "LEDGER_TABLE")


@dataclass(frozen=True, kw_only=True)
class WatchSettings:
    environment: str
    fleets: Sequence[Fleet]
    ledger_table: str

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        given = required(NAMES, env)
        fleets = json.loads(given["FLEETS"])
        return cls(
            environment=given["ENVIRONMENT"],
            fleets=[Fleet(name=name, **parts) for name, parts in fleets.items()],
            ledger_table=given["LEDGER_TABLE"],
        )
