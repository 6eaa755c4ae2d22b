"""The account's own AWS API, as provisioners call it: over HTTP, as root, on worker threads."""

import os
import threading
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

from local.account.environment import HOST, REGION

_LOCK = threading.Lock()


def client(service: str) -> Any:
    with _LOCK:  # making clients is not thread-safe, using them is
        return _client(service)


@cache
def _client(service: str) -> Any:
    make: Any = boto3.client  # its overloads know the services one by one
    return make(
        service,
        endpoint_url=f"http://{HOST}:{os.environ['GATEWAY_PORT']}",
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - the local account's root
        config=Config(retries={"total_max_attempts": 1}, parameter_validation=True),
    )
