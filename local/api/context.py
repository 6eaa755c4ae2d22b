"""What a service may ask of the account that it runs in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


class RoleRefusedError(Exception):
    """A role cannot be assumed: there is none of that name, or it does not trust the caller."""


class PutEvent(Protocol):
    """Puts an event onto the default bus, from any thread; an aws.* source is allowed."""

    def __call__(
        self,
        source: str,
        detail_type: str,
        detail: Mapping[str, Any],
        resources: Sequence[str],
    ) -> None: ...


@dataclass(frozen=True, kw_only=True)
class AccountContext:
    """The account as a service sees it.

    `role_exists` and `role_of_instance_profile` are asked on the event loop, so they must answer
    from memory; the other two are called on threads of the service and may take their time.
    """

    account_id: str
    region: str
    endpoint: str
    scratch: Path
    """Folder for the working directories of jobs."""
    python: Path
    """The interpreter that jobs call `python`."""
    put_event: PutEvent
    role_credentials: Callable[[str, str], Mapping[str, str]]
    """(role ARN, session name) -> AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN;
    raises RoleRefusedError."""
    role_exists: Callable[[str], bool]
    role_of_instance_profile: Callable[[str], str | None]
    """Name or ARN of an instance profile -> ARN of its role."""

    def arn(self, service: str, resource: str) -> str:
        return f"arn:aws:{service}:{self.region}:{self.account_id}:{resource}"
