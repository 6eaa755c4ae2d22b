"""The price table that this commit carries: every price with its source and its date."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from ops.session import RefusalError

_FILE = Path(__file__).parents[1] / "prices.json"
_TIMES_A_MONTH = {"hour": Decimal(730), "month": Decimal(1)}
"""A month is 730 hours, as AWS's own calculator has it."""


class NoPricesError(RefusalError):
    """A figure for such a region would be a guess."""


@dataclass(frozen=True, kw_only=True)
class Price:
    usd: Decimal
    per: str
    what: str
    source: str
    date: str

    def a_month(self, quantity: Decimal) -> Decimal:
        return self.usd * _TIMES_A_MONTH[self.per] * quantity


@cache
def prices_of(region: str) -> Mapping[str, Price]:
    regions = _table()["regions"]
    if region not in regions:
        known = ", ".join(sorted(regions))
        raise NoPricesError(f"no prices are known for {region}; known: {known} (ops/prices.json)")
    return {
        name: Price(**(entry | {"usd": Decimal(entry["usd"])}))
        for name, entry in regions[region].items()
    }


@cache
def free_types() -> Mapping[str, str]:
    """Why nothing is paid for a resource of the type while nothing uses it."""
    return {type_: why for why, types in _table()["free"].items() for type_ in types}


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(_FILE.read_text())
    return table
