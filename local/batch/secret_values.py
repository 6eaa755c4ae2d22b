"""Where the values of a job's secrets come from: the port, so that tests need no account."""

from collections.abc import Mapping
from typing import Any, Protocol

from local.batch.outcome import Outcome, StartError


class SecretRefusedError(Exception):
    """A secret cannot be had: there is none, or the role may not read it."""


class SecretStore(Protocol):
    def read(self, reference: str, credentials: Mapping[str, str]) -> str:
        """A valueFrom, as the role; raises SecretRefusedError."""
        ...


def values_of(
    container: Mapping[str, Any], store: SecretStore, credentials: Mapping[str, str]
) -> dict[str, str]:
    """By the names of environment variables; raises StartError."""
    try:
        return {
            secret["name"]: store.read(secret["valueFrom"], credentials)
            for secret in container.get("secrets", [])
        }
    except SecretRefusedError as error:
        reason = (
            "ResourceInitializationError: unable to pull secrets or registry auth: "
            f"execution resource retrieval failed: {error}"
        )
        raise StartError(Outcome(status_reason=reason)) from error
