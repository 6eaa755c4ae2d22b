"""Clients of the account's own services, as the role of a pipeline and as the service itself."""

import threading
from collections.abc import Mapping
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from local.api.context import AccountContext

_PATIENCE = Config(connect_timeout=5, read_timeout=60, retries={"total_max_attempts": 1})
_LAMBDA_PATIENCE = Config(connect_timeout=5, read_timeout=600, retries={"total_max_attempts": 1})
"""A step waits ten minutes for a function, and a retry policy says whether it is asked again."""
_OWN = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_SESSION_TOKEN": "",
}


_LOCK = threading.Lock()
"""Clients are not made by two threads at a time."""


@cache
def _session() -> Any:
    """One, which reads each model once: SageMaker's takes a while."""
    return boto3.session.Session()


class AccountClients:
    def __init__(self, context: AccountContext) -> None:
        self._context = context
        self._made: dict[tuple[str, str], Any] = {}

    def as_role(self, role_arn: str, session_name: str) -> "RoleClients":
        """Raises RoleRefusedError."""
        return RoleClients(self, self._context.role_credentials(role_arn, session_name))

    def own(self, service: str) -> Any:
        return self.client(service, _OWN)

    def client(self, service: str, credentials: Mapping[str, str]) -> Any:
        with _LOCK:
            key = (service, credentials["AWS_ACCESS_KEY_ID"])
            if key not in self._made:
                self._made[key] = self._make(service, credentials)
            return self._made[key]

    def forget(self, credentials: Mapping[str, str]) -> None:
        with _LOCK:
            for key in [key for key in self._made if key[1] == credentials["AWS_ACCESS_KEY_ID"]]:
                self._made.pop(key).close()

    def _make(self, service: str, credentials: Mapping[str, str]) -> Any:
        return _session().client(
            service,
            region_name=self._context.region,
            endpoint_url=self._context.endpoint,
            config=_LAMBDA_PATIENCE if service == "lambda" else _PATIENCE,
            aws_access_key_id=credentials["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=credentials["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=credentials["AWS_SESSION_TOKEN"] or None,
        )


class RoleClients:
    """Clients with the keys of one session of a role."""

    def __init__(self, account: AccountClients, credentials: Mapping[str, str]) -> None:
        self._account = account
        self._credentials = credentials

    def client(self, service: str) -> Any:
        return self._account.client(service, self._credentials)

    def close(self) -> None:
        self._account.forget(self._credentials)
