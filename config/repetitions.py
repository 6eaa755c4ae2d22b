"""Lists in which nothing may be there twice."""

from collections.abc import Iterator

from config.errors import RefusedError, Where
from config.processing import ProcessingJob
from config.whole import Broken, Whole, jobs, sound


def repetitions(whole: Whole) -> Broken:
    for where, words in _lists(whole):
        for position, word in enumerate(words):
            if word in words[:position]:
                yield (*where, position), RefusedError("is in the list already")


def _lists(whole: Whole) -> Iterator[tuple[Where, tuple[object, ...]]]:
    yield ("zones",), whole.zones or ()
    yield ("repositories",), whole.repositories or ()
    yield ("pull_through",), whole.pull_through or ()
    for name, fleet in sound(whole.fleets):
        yield ("fleets", name, "instance_types"), fleet.instance_types
    for name, team in sound(whole.teams):
        yield ("teams", name, "emails"), team.emails
    if whole.alerts:
        yield ("alerts", "page", "emails"), whole.alerts.page.emails
        yield ("alerts", "ticket", "emails"), whole.alerts.ticket.emails
    for where, job in jobs(whole):
        yield (*where, "mounts"), job.mounts
        if isinstance(job, ProcessingJob):
            yield (*where, "reads"), job.reads
            yield (*where, "writes"), job.writes
    yield ("existing_customer",), whole.existing_customer or ()
    for name, labelling in sound(whole.labelling):
        yield ("labelling", name, "classes"), labelling.classes
    yield from _of_data(whole)


def _of_data(whole: Whole) -> Iterator[tuple[Where, tuple[object, ...]]]:
    if whole.data and whole.data.landing:
        yield ("data", "landing", "types"), whole.data.landing.types
        for prefix, columns in whole.data.landing.schemas.items():
            yield ("data", "landing", "schemas", prefix), columns
    if whole.sources:
        for name, database in sound(whole.sources.databases):
            yield ("sources", "databases", name, "tables"), database.tables
        for name, share in sound(whole.sources.files):
            yield ("sources", "files", name, "agent_arns"), share.agent_arns
