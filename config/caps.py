"""Whether what a fleet may cost is what the environment file accepts."""

from collections.abc import Iterator
from itertools import chain
from math import ceil

from config.catalogue import PRICES_OF
from config.errors import RefusedError, Where
from config.pools import Pool
from config.whole import Broken, Whole, sound

_STALE = 2
"""A cap as many times too high caps nothing that anybody thought of."""


def wrong_caps(whole: Whole) -> Broken:
    """Prices elsewhere are not known, and mostly higher: there a cap is never called too high."""
    for where, pool in _pools(whole):
        given, worst = pool.max_usd_per_hour, round(pool.worst_usd_per_hour, 6)
        least, most = ceil(round(worst * 100, 4)) / 100, ceil(round(worst * 100 * _STALE, 4)) / 100
        costs = (
            f"what the fleet may cost: {least:.2f} USD an hour with all of its vCPUs, {_by(whole)}"
        )
        at_home = whole.region == PRICES_OF
        allowed = f"{least:.2f} to {most:.2f}" if at_home else f"at least {least:.2f}"
        if given < worst:
            yield where, RefusedError(f"is less than {costs}", allowed=allowed)
        elif at_home and given > most:
            yield where, RefusedError(f"is more than twice {costs}", allowed=allowed)


def _by(whole: Whole) -> str:
    return f"by the prices of {PRICES_OF}" + (
        "" if whole.region in {None, PRICES_OF} else f", and {whole.region} may be dearer"
    )


def _pools(whole: Whole) -> Iterator[tuple[Where, Pool]]:
    on_instances = (("fleets", name, fleet) for name, fleet in sound(whole.fleets))
    on_fargate = (("fargate", name, fleet) for name, fleet in sound(whole.fargate))
    for section, name, pool in chain(on_instances, on_fargate):
        yield (section, name, "max_usd_per_hour"), pool
