"""Whether what a fleet or a labelling job may cost is what the environment file accepts."""

from collections.abc import Iterator
from itertools import chain

from config.catalogue import PRICES_OF
from config.ceilings import misjudged
from config.errors import Where
from config.pools import Pool
from config.whole import Broken, Whole, sound


def wrong_caps(whole: Whole) -> Broken:
    """Prices elsewhere are not known, and mostly higher: there a cap is never called too high."""
    for where, pool in _pools(whole):
        refusal = misjudged(
            pool.max_usd_per_hour,
            pool.worst_usd_per_hour,
            costs="what the fleet may cost",
            in_all=f" an hour with all of its vCPUs, {by_prices(whole.region)}",
            known=whole.region == PRICES_OF,
        )
        if refusal:
            yield where, refusal


def wrong_wages(whole: Whole) -> Broken:
    for name, job in sound(whole.labelling):
        refusal = misjudged(
            job.max_usd,
            job.worst_usd,
            costs="what the labels may cost",
            in_all=f" for {job.objects_at_most} at {job.usd_per_object:g} each",
        )
        if refusal:
            yield ("labelling", name, "max_usd"), refusal


def by_prices(region: str | None) -> str:
    return f"by the prices of {PRICES_OF}" + (
        "" if region in {None, PRICES_OF} else f", and {region} may be dearer"
    )


def _pools(whole: Whole) -> Iterator[tuple[Where, Pool]]:
    on_instances = (("fleets", name, fleet) for name, fleet in sound(whole.fleets))
    on_fargate = (("fargate", name, fleet) for name, fleet in sound(whole.fargate))
    for section, name, pool in chain(on_instances, on_fargate):
        yield (section, name, "max_usd_per_hour"), pool
