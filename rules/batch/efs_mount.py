"""EFS is reached through a mount target, as a role only through TLS."""

from collections.abc import Iterator
from typing import Any

from rules.finding import Place
from rules.fleets import JOB, containers_of
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import Unknown, mapping, text

_FILE_SYSTEM, _TARGET = "AWS::EFS::FileSystem", "AWS::EFS::MountTarget"


@rule(
    "BATL",
    "the job cannot mount the file system and never starts: EFS needs an AWS::EFS::MountTarget in "
    "the network, and TransitEncryption ENABLED where a role or an access point is used",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for job in template.of_type(JOB):
        for container in containers_of(job):
            volumes = container.body.get("Volumes")
            for index, volume in enumerate(volumes if isinstance(volumes, list) else []):
                efs = mapping(mapping(volume).get("EfsVolumeConfiguration"))
                place = f"{container.path}.Volumes.{index}.EfsVolumeConfiguration"
                if _has_no_target(template, efs.get("FileSystemId")):
                    yield job.at(f"{place}.FileSystemId")
                if _is_in_the_clear(efs):
                    yield job.at(f"{place}.TransitEncryption", "DISABLED")


def _has_no_target(template: Template, given: object) -> bool:
    found = template.find(given, _FILE_SYSTEM)
    if found is None:
        return False
    return not any(_may_be_of(target, found) for target in template.assembly.of_type(_TARGET))


def _may_be_of(target: Resource, file_system: Resource) -> bool:
    named = target.get("FileSystemId")
    found = target.template.find(named, _FILE_SYSTEM)
    return isinstance(named, Unknown) or found is file_system


def _is_in_the_clear(efs: dict[str, Any]) -> bool:
    authorized = mapping(efs.get("AuthorizationConfig"))
    needs = text(authorized.get("Iam")).upper() == "ENABLED" or "AccessPointId" in authorized
    encryption = efs.get("TransitEncryption", "DISABLED")
    return needs and text(encryption).upper() == "DISABLED"
