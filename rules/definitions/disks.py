"""Instances that bring a disk of their own take no key for it: they encrypt it themselves."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rules.definitions.definition import Definition
from rules.definitions.jobs import training_jobs
from rules.definitions.mistake import Mistake
from rules.definitions.values import entry, mapping

_WITH_A_DISK = re.compile(
    r"ml\.(g4dn|g[5-7]e?|gr6|p3dn|p4de?|p[5-9][a-z-]*|trn[0-9]+n?|[cmr][0-9]+[a-z]*d[a-z]*)\..*"
)
_CLUSTER = "ProcessingResources.ClusterConfig"


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    for path, cluster in clusters(definition):
        kind = definition.settled(cluster.get("InstanceType"))
        key = cluster.get("VolumeKmsKeyId")
        if key not in (None, "") and brings_a_disk(kind):
            says = f"{kind} has a disk of its own and takes no VolumeKmsKeyId: leave it out"
            yield Mistake("arguments", path, says)


def clusters(definition: Definition) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(place, instances) of every job."""
    for step in definition.of_type("Processing"):
        cluster = mapping(entry(step.arguments, _CLUSTER))
        if cluster:
            yield f"{step.path}.Arguments.{_CLUSTER}", cluster
    for job in training_jobs(definition):
        cluster = mapping(job.get("ResourceConfig"))
        if cluster:
            yield f"{job.path}.ResourceConfig", cluster


def brings_a_disk(instance_type: object) -> bool:
    return isinstance(instance_type, str) and _WITH_A_DISK.fullmatch(instance_type) is not None
