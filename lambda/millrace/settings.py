"""What the job desk is told at run time, read from the function's environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

NAMES = ("LEDGER_TABLE", "DEAD_LETTERS_URL")


class MissingSettingsError(ValueError):
    """The function was deployed without something that it needs."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    ledger_table: str
    dead_letters_url: str

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> Self:
        missing = [name for name in NAMES if not env.get(name)]
        if missing:
            raise MissingSettingsError(
                f"environment variables not set: {', '.join(missing)}; needed: {', '.join(NAMES)}"
            )
        return cls(ledger_table=env["LEDGER_TABLE"], dead_letters_url=env["DEAD_LETTERS_URL"])
