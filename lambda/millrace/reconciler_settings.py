"""What the reconciler is told at run time, read from the function's environment variables."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from millrace.fleets import fleets_from
from millrace.settings import required

NAMES = ("ENVIRONMENT", "LEDGER_TABLE", "JOB_EVENTS_URL", "ORDERS_URL", "FLEETS")


@dataclass(frozen=True, kw_only=True)
class ReconcilerSettings:
    environment: str
    ledger_table: str
    job_events_url: str
    orders_url: str
    queues: Sequence[str]
    """Of all fleets, those of their other capacity among them."""

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        given = required(NAMES, env)
        fleets = fleets_from(given["FLEETS"]).fleets
        named = [
            name
            for fleet in fleets
            for queue, others in fleet.queues.items()
            for name in (queue, *others.values())
        ]
        return cls(
            environment=given["ENVIRONMENT"],
            ledger_table=given["LEDGER_TABLE"],
            job_events_url=given["JOB_EVENTS_URL"],
            orders_url=given["ORDERS_URL"],
            queues=[*dict.fromkeys(named)],
        )
