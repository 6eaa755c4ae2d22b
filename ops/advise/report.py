"""The ranking as people read it, with the source and the date of every figure."""

import json
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

import config
from ops.advise.ranking import Advice, Ranked
from ops.advise.speeds import Basis, gpu_of, sources
from ops.sizing.facts import spot_facts

_PRICES = Path(config.__file__).with_name("facts") / "instance_types.json"
_THOUSAND = 1000


def advice_table(advice: Advice, *, limit: int, discount: float) -> RenderableType:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("type", no_wrap=True)
    table.add_column("GPUs", no_wrap=True)
    per = "USD/1000 items" if advice.is_measured else "USD/unit"
    for name in ("copies", "USD/h a copy", per, "speed", "pays from"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("speed is", no_wrap=True)
    fastest = next(one for one in advice.ranked if one.slot.type == advice.reference)
    for place, ranked in enumerate(advice.ranked[:limit]):
        row = _row(ranked, fastest, advice)
        table.add_row(*map(Text, row), style="" if place else "bold")
    more = len(advice.ranked) - limit
    parts: list[RenderableType] = [table]
    if more > 0:
        parts.append(Text(f"and {more} more: --limit {len(advice.ranked)}"))
    parts.append(Padding(Text("\n".join(_notes(advice, discount))), (1, 0, 0, 0)))
    return Group(*parts)


def _row(ranked: Ranked, reference: Ranked, advice: Advice) -> tuple[str, ...]:
    instance, units = ranked.slot.instance, _THOUSAND if advice.is_measured else 1
    gpus = f"{instance.gpus} {gpu_of(ranked.slot.type) or 'GPU'}" if instance.gpus else "-"
    return (
        ranked.slot.type,
        gpus,
        f"{ranked.slot.copies}",
        f"{ranked.usd_per_hour:.3f}",
        f"{ranked.usd_per_item * units:.4f}",
        f"{reference.speed.seconds / ranked.speed.seconds:.2g}x",
        f"{ranked.breaks_even:.2f}x",
        "the reference" if ranked is reference else ranked.speed.basis,
    )


def _notes(advice: Advice, discount: float) -> list[str]:
    facts = json.loads(_PRICES.read_text())
    prices, written = facts["source"].partition("prices: ")[2], facts["written"]
    reference = advice.reference
    notes = [f"Speeds are against {reference}; a type pays from the speed that costs the same."]
    if not advice.is_measured:
        notes.append(f"A unit is an hour's work of {reference}.")
    notes.append(f"Prices: {prices}; written {written}.")
    if discount:
        notes.append(f"Spot is assumed {discount:.0%} below them: {spot_facts().discount_source}.")
    bases = {one.speed.basis for one in advice.ranked}
    if Basis.PUBLISHED in bases:
        notes.append(f"Published speeds: {'; '.join(sources())}.")
    if bases & {Basis.PUBLISHED, Basis.ASSUMED}:
        notes.append(
            "Measure: run the job on some items on a type, take seconds per item from its log, and "
            "give --measured TYPE=SECONDS, once for each type."
        )
    return notes
