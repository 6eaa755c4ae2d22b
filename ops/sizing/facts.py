"""What is assumed of spot where nobody measured it, with source and date of every figure."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "prices_spot.json"


@dataclass(frozen=True, kw_only=True)
class SpotFacts:
    interruptions_per_hour: float
    interruptions_source: str
    discount: float
    discount_source: str
    startup_seconds: float


@cache
def spot_facts() -> SpotFacts:
    read = json.loads(_FILE.read_text())
    interruptions, discount = read["interruptions_per_hour"], read["discount"]
    return SpotFacts(
        interruptions_per_hour=interruptions["default"],
        interruptions_source=f"{interruptions['source']}, {interruptions['date']}",
        discount=discount["default"],
        discount_source=f"{discount['source']}, {discount['date']}",
        startup_seconds=read["startup"]["default_seconds"],
    )
