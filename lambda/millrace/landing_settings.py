"""What the landing check is told at run time, read from the function's environment variables."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from millrace.domain.landing import Rules
from millrace.settings import required

NAMES = ("LANDING_BUCKET", "LANDING_RULES", "TICKETS_TOPIC")


@dataclass(frozen=True, kw_only=True)
class LandingSettings:
    bucket: str
    rules: Rules
    tickets_topic: str

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        given = required(NAMES, env)
        return cls(
            bucket=given["LANDING_BUCKET"],
            rules=Rules(**json.loads(given["LANDING_RULES"])),
            tickets_topic=given["TICKETS_TOPIC"],
        )
