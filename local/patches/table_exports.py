"""The emulator says that it exports a table and writes nothing; and it recovers from now on only.

Seen: an export of a table was COMPLETED, and its bucket was empty. Ours are written with the
caller's rights, as AWS does it. There is no history: what changed is every item that there is.
And who may export one table was refused it: the request names it by ARN, where the emulator did not
look.
"""

import json
import logging
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.account.asked import Asked, Otherwise, tell_resource
from local.account.hooks import ACCESS_DENIED, ACCESS_KEY_ID, SERVICES
from local.account.permission import key_arn, refusal
from local.account.requests import body_of, called
from local.cloudformation.api import client
from local.patches.exported_files import TableExport

Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[..., Awaitable[Answer]]
_LOG = logging.getLogger("millrace")
_DONE = 200
_CHECKSUM = "x-amz-crc32"


def apply() -> None:
    services = SERVICES.read()
    services["dynamodb"] = _with_exports(services["dynamodb"])
    tell_resource(_resource)


def _resource(asked: Asked, otherwise: Otherwise) -> str:
    table = body_of(asked.body).get("TableArn") if asked.service == "dynamodb" else None
    return str(table) if table else otherwise()


def _with_exports(handler: Handler) -> Handler:
    written: set[str] = set()

    async def serve(
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, Sequence[str]],
    ) -> Answer:
        operation, request = called(headers, body)
        if operation == "ExportTableToPointInTime":
            caller = ACCESS_KEY_ID.read()(headers, query_params)
            if denial := _denied(caller, request, headers):
                return denial
        answer = await handler(method, path, headers, body, query_params)
        if answer[0] == _DONE and operation == "ExportTableToPointInTime":
            arn = json.loads(answer[2])["ExportDescription"]["ExportArn"]
            if arn not in written:
                written.add(arn)
                threading.Thread(target=_write, args=(arn, request), daemon=True).start()
        if answer[0] == _DONE and operation == "DescribeContinuousBackups":
            table = {**headers, "x-amz-target": "DynamoDB_20120810.DescribeTable"}
            told = await handler(method, path, table, body, query_params)
            return _recoverable(answer, json.loads(told[2])["Table"]["CreationDateTime"])
        return answer

    return serve


def _recoverable(answer: Answer, since: float) -> Answer:
    """From the creation of the table on; the checksum was that of another answer."""
    status, headers, body = answer
    document = json.loads(body)
    recovery = document["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    if "EarliestRestorableDateTime" in recovery:
        recovery["EarliestRestorableDateTime"] = since
    kept = {name: value for name, value in headers.items() if name.lower() != _CHECKSUM}
    return status, kept, json.dumps(document).encode()


def _denied(caller: str, request: Mapping[str, Any], headers: Mapping[str, str]) -> Answer | None:
    for action, resource in _uses(request):
        if denied := refusal(caller, action, resource):
            message = (
                f"User: {denied.caller} is not authorized to perform: {action} on resource: "
                f"{resource}, which the export writes with the rights of its caller"
            )
            answer: Answer = ACCESS_DENIED.read()(
                *("dynamodb", action, denied.caller, ""),
                message=message,
                headers=headers,
                resource_arn=resource,
            )
            return answer
    return None


def _uses(request: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    prefix = request.get("S3Prefix", "").strip("/")
    place = f"{request.get('S3Bucket', '')}/{prefix}/AWSDynamoDB/x".replace("//", "/")
    yield "s3:PutObject", f"arn:aws:s3:::{place}"
    yield "s3:AbortMultipartUpload", f"arn:aws:s3:::{place}"
    if key := key_arn(request.get("S3SseKmsKeyId", "")):
        yield "kms:GenerateDataKey", key


def _write(arn: str, request: Mapping[str, Any]) -> None:
    """On a thread of its own: the account answers these requests on the loop that asked for it."""
    table = request["TableArn"].rpartition("/")[2]
    key = request.get("S3SseKmsKeyId")
    encrypted = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key} if key else {}
    try:
        schema = client("dynamodb").describe_table(TableName=table)["Table"]["KeySchema"]
        export = TableExport(
            number=arn.rpartition("/")[2],
            arn=arn,
            request=request,
            keys=tuple(one["AttributeName"] for one in schema),
            at=datetime.now(UTC),
        )
        for name, body in export.files(_items(table)):
            client("s3").put_object(Bucket=request["S3Bucket"], Key=name, Body=body, **encrypted)
    except (BotoCoreError, ClientError) as error:
        _LOG.warning("export %s was not written: %s", arn, error)


def _items(table: str) -> Iterator[Mapping[str, Any]]:
    """As the API has them, types and all."""
    for page in client("dynamodb").get_paginator("scan").paginate(TableName=table):
        yield from page["Items"]
