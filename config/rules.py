"""What must hold between the parts of an environment."""

from itertools import chain

from config.catalogue import regions
from config.errors import RefusedError, Where
from config.placement import idle_gpus, misplaced_jobs, missing_offers, shared_checkpoints
from config.whole import Broken, Whole, sound
from config.words import listed, nearest

_PRODUCTION = {"prod", "prd", "production"}


def broken_rules(whole: Whole) -> Broken:
    return chain(
        _foreign_zones(whole),
        _repetitions(whole),
        _deletable_production(whole),
        missing_offers(whole),
        idle_gpus(whole),
        misplaced_jobs(whole),
        shared_checkpoints(whole),
    )


def _foreign_zones(whole: Whole) -> Broken:
    if whole.region is None:
        return
    there = regions()[whole.region].zones
    for position, zone in enumerate(whole.zones or ()):
        if zone not in there:
            yield (
                ("zones", position),
                RefusedError(
                    f"no zone of {whole.region}",
                    allowed=listed(there),
                    instead=nearest(zone, there),
                ),
            )


def _repetitions(whole: Whole) -> Broken:
    yield from _repeated(("zones",), whole.zones or ())
    for name, fleet in sound(whole.fleets):
        yield from _repeated(("fleets", name, "instance_types"), fleet.instance_types)


def _repeated(where: Where, words: tuple[str, ...]) -> Broken:
    for position, word in enumerate(words):
        if word in words[:position]:
            yield (*where, position), RefusedError("is in the list already")


def _deletable_production(whole: Whole) -> Broken:
    production = not _PRODUCTION.isdisjoint((whole.name or "").split("-"))
    if production and whole.data and whole.data.deletable:
        yield (
            ("data", "deletable"),
            RefusedError("production data is never deletable", allowed="false"),
        )
