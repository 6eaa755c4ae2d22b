"""What the idle reaper is told at run time, read from the function's environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from millrace.settings import required

NAMES = ("ENVIRONMENT", "TICKETS_TOPIC", "NOTICE_HOURS", "IDLE_HOURS")


@dataclass(frozen=True, kw_only=True)
class ReapSettings:
    environment: str
    tickets_topic: str
    notice: timedelta
    idle_for: timedelta

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        given = required(NAMES, env)
        return cls(
            environment=given["ENVIRONMENT"],
            tickets_topic=given["TICKETS_TOPIC"],
            notice=timedelta(hours=float(given["NOTICE_HOURS"])),
            idle_for=timedelta(hours=float(given["IDLE_HOURS"])),
        )
