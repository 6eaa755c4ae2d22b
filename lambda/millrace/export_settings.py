"""What the export of the ledger is told at run time, read from its environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from millrace.settings import required

NAMES = ("LEDGER_TABLE_ARN", "LOGS_BUCKET", "LOGS_PREFIX", "LOGS_KEY")


@dataclass(frozen=True, kw_only=True)
class ExportSettings:
    table_arn: str
    bucket: str
    prefix: str
    key: str

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        given = required(NAMES, env)
        return cls(
            table_arn=given["LEDGER_TABLE_ARN"],
            bucket=given["LOGS_BUCKET"],
            prefix=given["LOGS_PREFIX"],
            key=given["LOGS_KEY"],
        )
