"""The emulator's own Batch has no jobs to speak of, so it never knows what a request is about.

Seen: a role that may submit to one queue was refused, as if it had asked to submit to all.
"""

from local.account.asked import Asked, Otherwise, tell_resource
from local.account.requests import body_of
from local.batch.permission import resource_of


def apply() -> None:
    tell_resource(_resource)


def _resource(asked: Asked, otherwise: Otherwise) -> str:
    if asked.service != "batch":
        return otherwise()
    return resource_of(asked.path, body_of(asked.body))
