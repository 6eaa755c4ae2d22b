"""After a destruction: what is gone, what was to be kept, and what should not be there any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import boto3

from local.verify.catalogue import reader_of
from local.verify.readers import Clients, UnresolvedError
from local.verify.stacks import Resource
from local.verify.verification import KNOWN_TO_CLOUDFORMATION_ONLY


@dataclass(frozen=True)
class Remains:
    """Of the resources that there were before."""

    gone: int
    retained: tuple[str, ...]
    """Still there, as their deletion policy says."""
    left: tuple[str, ...]
    """Still there, and nobody said so."""


def remains(session: boto3.Session, deployed: Sequence[Resource]) -> Remains:
    clients: Clients = cache(session.client)
    there = [resource for resource in deployed if _is_there(resource, clients)]
    return Remains(
        gone=len(deployed) - len(there),
        retained=tuple(_told(one) for one in there if one.is_retained),
        left=tuple(_told(one) for one in there if not one.is_retained),
    )


def _is_there(resource: Resource, clients: Clients) -> bool:
    reader = reader_of(resource.type)
    if reader is None or resource.type == KNOWN_TO_CLOUDFORMATION_ONLY:
        return False
    try:
        return reader.exists(clients, resource)
    except UnresolvedError:
        return False


def _told(resource: Resource) -> str:
    return f"{resource.stack}: {resource.logical_id} ({resource.type}) {resource.physical_id}"
