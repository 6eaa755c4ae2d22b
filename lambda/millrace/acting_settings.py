"""What the function that carries out orders is told, read from its environment variables."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from millrace.domain.fleets import Fleets
from millrace.fleets import fleets_from
from millrace.settings import required

NAMES = (
    "ENVIRONMENT",
    "LEDGER_TABLE",
    "TICKETS_TOPIC",
    "PAGES_TOPIC",
    "TEAM_TOPICS",
    "FLEETS",
)


@dataclass(frozen=True, kw_only=True)
class ActingSettings:
    environment: str
    ledger_table: str
    tickets_topic: str
    pages_topic: str
    team_topics: Mapping[str, str]
    fleets: Fleets

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        given = required(NAMES, env)
        return cls(
            environment=given["ENVIRONMENT"],
            ledger_table=given["LEDGER_TABLE"],
            tickets_topic=given["TICKETS_TOPIC"],
            pages_topic=given["PAGES_TOPIC"],
            team_topics=json.loads(given["TEAM_TOPICS"]),
            fleets=fleets_from(given["FLEETS"]),
        )
