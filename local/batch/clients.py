"""Clients of the account's own services, made quickly, each with the credentials of some role."""

import threading
from collections.abc import Mapping
from typing import Any

import boto3
from botocore.config import Config

_PATIENCE = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 3})


class Clients:
    """One session, which reads each model once; clients are not made by two threads at a time."""

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint
        self._lock = threading.Lock()
        self._session: Any = boto3.session.Session()

    def make(self, service: str, credentials: Mapping[str, str], region: str) -> Any:
        with self._lock:
            return self._session.client(
                service,
                region_name=region,
                endpoint_url=self._endpoint,
                config=_PATIENCE,
                aws_access_key_id=credentials["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=credentials["AWS_SECRET_ACCESS_KEY"],
                aws_session_token=credentials["AWS_SESSION_TOKEN"],
            )
