"""The emulator asks permission for a log group where AWS asks for a stream in it.

Seen: a job whose role was granted the group's ARN, which ends in :*, could not create its stream.
"""

from collections.abc import Mapping
from typing import Any

from local.account.hooks import RESOURCE_ARN
from local.account.requests import body_of

_GROUP = ":log-group:"


def apply() -> None:
    resource_arn = RESOURCE_ARN.read()

    def stream_arn(
        service: str,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Any,
        region: str,
        account_id: str,
    ) -> str:
        arn: str = resource_arn(
            service, method, path, headers, body, query_params, region, account_id
        )
        if service != "logs" or _GROUP not in arn or "resourceArn" in body_of(body):
            return arn
        return f"{arn}:log-stream:{body_of(body).get('logStreamName', '')}"

    RESOURCE_ARN.replace(stream_arn)
