"""A session for code that makes its own clients."""

from typing import Any

import boto3

from tests.local_account.deployment import Clients


class LocalSession(boto3.Session):
    """A session whose clients are the test's own."""

    def __init__(self, aws: Clients) -> None:
        super().__init__("test", "test", region_name="us-east-1")
        self._aws = aws

    def client(self, service_name: str, *_: Any, **__: Any) -> Any:
        return self._aws(service_name)
