"""Goes through every resource of every template and asks its service for it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import boto3

from local.verify.catalogue import reader_of
from local.verify.readers import Clients, UnresolvedError
from local.verify.stacks import Resource, resources_of, stacks_of

KNOWN_TO_CLOUDFORMATION_ONLY = "AWS::CDK::Metadata"


@dataclass(frozen=True)
class Missing:
    """A resource that is not there, or that nobody can tell of."""

    stack: str
    logical_id: str
    type: str
    reason: str

    def __str__(self) -> str:
        return f"{self.stack}: {self.logical_id} ({self.type}) {self.reason}"


@dataclass(frozen=True)
class Verification:
    """N of N, or what is missing."""

    found: int
    expected: int
    missing: tuple[Missing, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing


def verify(session: boto3.Session, assembly: Path) -> Verification:
    clients: Clients = cache(session.client)
    resources = [
        resource for stack in stacks_of(assembly) for resource in resources_of(stack, clients)
    ]
    missing = [
        Missing(resource.stack, resource.logical_id, resource.type, reason)
        for resource in resources
        if (reason := _complaint(resource, clients)) is not None
    ]
    return Verification(len(resources) - len(missing), len(resources), tuple(missing))


def _complaint(resource: Resource, clients: Clients) -> str | None:
    if not resource.physical_id:
        return "is not in its stack"
    if resource.type == KNOWN_TO_CLOUDFORMATION_ONLY:
        return None
    reader = reader_of(resource.type)
    if reader is None:
        return "has no reader: add one to local/verify/emulated.py"
    try:
        there = reader.exists(clients, resource)
    except UnresolvedError as error:
        return str(error)
    return None if there else f"{resource.physical_id} is not known to {reader.service}"
