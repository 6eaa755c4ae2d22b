"""Where those are told who approve models, read from the function's environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from millrace.settings import required

NAMES = ("TICKETS_TOPIC",)


@dataclass(frozen=True, kw_only=True)
class ApprovalSettings:
    tickets_topic: str

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        return cls(tickets_topic=required(NAMES, env)["TICKETS_TOPIC"])
