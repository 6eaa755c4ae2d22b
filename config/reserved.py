"""Whether each writer has a place of its own in the zones: pipelines, feature groups, labels."""

from collections.abc import Iterator
from itertools import combinations

from config.data import DataZone
from config.errors import RefusedError, Where
from config.locations import Location
from config.prefixes import overlap
from config.whole import Broken, Whole, sound

_KEPT = {
    Location(DataZone.FEATURES, "pipelines"): "pipelines",
    Location(DataZone.FEATURES, "feature-store"): "feature groups",
    Location(DataZone.MODELS, "pipelines"): "pipelines",
    Location(DataZone.MODELS, "checkpoints/pipelines"): "pipelines",
}
"""Where each pipeline and each group has a folder of its own name, which the stacks give it."""


def trodden_places(whole: Whole) -> Broken:
    """A place around one of them is no harm while nobody has a folder there."""
    there = {"pipelines": whole.pipelines, "feature groups": whole.feature_groups}
    for where, place in _claims(whole):
        for kept, owners in _KEPT.items():
            within = f"{place}/".startswith(f"{kept}/")
            if within or (there[owners] and place.overlaps(kept)):
                yield where, RefusedError(f"lies where {owners} keep what they make ({kept})")


def _claims(whole: Whole) -> Iterator[tuple[Where, Location]]:
    """A team's prefix once, as it is in every zone."""
    for name, team in sound(whole.teams):
        kept = next((kept for kept in _KEPT if overlap(team.prefix, kept.prefix)), None)
        if kept:
            yield ("teams", name, "prefix"), Location(kept.zone, team.prefix)
    for name, job in sound(whole.training):
        yield ("training", name), Location(DataZone.MODELS, name)
        if job.checkpoints:
            yield ("training", name, "checkpoints"), job.checkpoints
    for name, processing in sound(whole.processing):
        for position, target in enumerate(processing.writes):
            yield ("processing", name, "writes", position), target
    for name, pipeline in sound(whole.pipelines):
        yield ("pipelines", name, "data"), pipeline.data
    for name, group in sound(whole.feature_groups):
        yield ("feature_groups", name, "source"), group.source


def mixed_labels(whole: Whole) -> Broken:
    written = [
        (("labelling", name, "writes"), labelling.writes)
        for name, labelling in sound(whole.labelling)
    ]
    others = [
        (("processing", name, "writes", position), target)
        for name, job in sound(whole.processing)
        for position, target in enumerate(job.writes)
    ]
    for (first, there), (second, here) in combinations([*others, *written], 2):
        if second[0] == "labelling" and here.overlaps(there):
            yield second, RefusedError(f"{first[0]}.{first[1]} writes there ({there})")
    for name, labelling in sound(whole.labelling):
        if labelling.reads.overlaps(labelling.writes):
            wrong = f"overlaps reads ({labelling.reads}): labels would be labelled"
            yield ("labelling", name, "writes"), RefusedError(wrong)
