"""Services of SageMaker that AWS has closed to accounts that did not use them before."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field

from config.errors import RefusedError
from config.words import listed

_FACTS = Path(__file__).with_name("facts") / "closed_services.json"


class ClosedService(StrEnum):
    MODEL_MONITOR = "model-monitor"
    CLARIFY = "clarify"
    DEBUGGER = "debugger"
    GROUND_TRUTH = "ground-truth"

    @property
    def closing(self) -> "Closing":
        return Closing(**_read()["closed"][self])

    @property
    def refusal(self) -> RefusedError:
        """Of whatever needs it, where the account is not listed as a customer of before."""
        closing = self.closing
        return RefusedError(
            f"needs {closing.title}, which AWS closed to new accounts on {closing.since} "
            f"({closing.source}): if this account used it before, list {self} under "
            "existing_customer"
        )


@dataclass(frozen=True)
class Closing:
    title: str
    since: str
    source: str


def _only_closed(name: object) -> object:
    """Of other services that a person may think of, say what they are."""
    why = _read()["refused"].get(name) if isinstance(name, str) else None
    if why:
        raise RefusedError(why, allowed=listed(ClosedService))
    return name


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(_FACTS.read_text("utf-8"))
    return read


UsedBefore: TypeAlias = Annotated[ClosedService, Field(strict=False), BeforeValidator(_only_closed)]
