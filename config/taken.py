"""Names that can be given once, and something else of the environment has."""

from collections.abc import Iterator
from itertools import combinations
from re import sub

from config.data import DataZone
from config.errors import RefusedError, Where
from config.locations import Location
from config.prefixes import OF_THE_PLATFORM, overlap
from config.whole import Broken, Whole, sound
from config.words import listed


def taken_prefixes(whole: Whole) -> Broken:
    for where, prefix in _claims(whole):
        if any(overlap(prefix, taken) for taken in OF_THE_PLATFORM):
            yield (
                where,
                RefusedError(
                    "lies where the platform keeps data of its own in the raw zone",
                    allowed=f"outside {listed(OF_THE_PLATFORM)}",
                ),
            )


def _claims(whole: Whole) -> Iterator[tuple[Where, str]]:
    for name, team in sound(whole.teams):
        yield ("teams", name, "prefix"), team.prefix
    for name, job in sound(whole.training):
        yield ("training", name), name
        if job.workload:
            yield ("training", name, "workload"), job.workload
    for where, name in _sources(whole):
        yield where, name
    for where, place in _read(whole):
        if place.zone is DataZone.RAW:
            yield where, place.prefix
    if whole.data and whole.data.landing:
        for prefix in whole.data.landing.schemas:
            yield ("data", "landing", "schemas", prefix), prefix


def _read(whole: Whole) -> Iterator[tuple[Where, Location]]:
    for name, pipeline in sound(whole.pipelines):
        yield ("pipelines", name, "data"), pipeline.data
    for name, labelling in sound(whole.labelling):
        yield ("labelling", name, "reads"), labelling.reads


def taken_sources(whole: Whole) -> Broken:
    """Each fills the prefix of its name in the raw zone."""
    for (first, name), (second, other) in combinations(_sources(whole), 2):
        if name == other:
            wrong = f"{first[1]}.{name} fills that prefix of the raw zone"
            yield second, RefusedError(wrong, allowed="a name that no other source has")


def _sources(whole: Whole) -> Iterator[tuple[Where, str]]:
    sources = whole.sources
    if sources:
        kinds = {
            "streams": sources.streams,
            "databases": sources.databases,
            "files": sources.files,
        }
        for kind, named in kinds.items():
            for name in named:
                yield ("sources", kind, name), name


def taken_repositories(whole: Whole) -> Broken:
    """Of each repository a word is made that identifies it in the template."""
    names = whole.repositories or ()
    for (_, first), (position, second) in combinations(enumerate(names), 2):
        if first != second and _word(first) == _word(second):
            yield ("repositories", position), RefusedError(f"is too much like {first}")
    for position, name in enumerate(names):
        for cache in whole.pull_through or ():
            prefix = f"{whole.name}-{cache}"
            if whole.name and name.startswith(f"{prefix}/"):
                yield (
                    ("repositories", position),
                    RefusedError(f"pull_through fills all of {prefix}/"),
                )


def _word(name: str) -> str:
    return sub(r"[._/-]+", "-", name)


def taken_channels(whole: Whole) -> Broken:
    """AWS Chatbot takes a channel once; and nobody could tell a page from a ticket in it."""
    if whole.alerts and whole.alerts.page.slack:
        ticket = whole.alerts.ticket.slack
        if ticket and ticket.channel == whole.alerts.page.slack.channel:
            yield ("alerts", "ticket", "slack", "channel"), RefusedError("is the channel of page")
