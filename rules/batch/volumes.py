"""A volume of a job and the place where it is mounted need each other."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import JOB, Container, containers_of
from rules.rule import rule
from rules.template import Template
from rules.value import Unknown, mapping


@rule(
    "BATK",
    "a mount point names a volume that the job does not have, which AWS Batch refuses, or a volume "
    "is mounted nowhere, so that the job writes into its container: use the volume's Name as "
    "SourceVolume",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for job in template.of_type(JOB):
        for container in containers_of(job):
            volumes, mounts = _names(container, "Volumes"), _names(container, "MountPoints")
            if volumes is None or mounts is None:
                continue
            for name in sorted(mounts - volumes):
                yield job.at(f"{container.path}.MountPoints", name)
            for name in sorted(volumes - mounts):
                yield job.at(f"{container.path}.Volumes", name)


def _names(container: Container, what: str) -> set[str] | None:
    """None where one of them is not known. Volumes of a task of several containers are its own."""
    if "TaskProperties" in container.path:
        return None
    given = container.body.get(what)
    if isinstance(given, Unknown) or not isinstance(given, list | None):
        return None
    key = "Name" if what == "Volumes" else "SourceVolume"
    names = [mapping(entry).get(key) for entry in given or []]
    known = [name for name in names if isinstance(name, str)]
    return set(known) if len(known) == len(names) else None
