"""Which requests use a customer's key, and for what."""

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

from local.account.hooks import BUCKET_DEFAULT_KEY
from local.account.permission import key_arn, queue_key_of_url, topic_key
from local.account.requests import called

_ENCRYPT = "kms:GenerateDataKey"
_DECRYPT = "kms:Decrypt"
_KEY = "x-amz-server-side-encryption-aws-kms-key-id"
_SOURCE = "x-amz-copy-source"
Use = tuple[str, str]


def of_bucket(method: str, path: str, headers: Mapping[str, str], _body: bytes) -> Iterator[Use]:
    bucket, _, name = path.lstrip("/").partition("/")
    if not name:
        return
    key = key_arn(headers.get(_KEY, "") or _default_key(bucket))
    if key and method == "GET":
        yield _DECRYPT, key
    if key and method in ("PUT", "POST"):
        yield _ENCRYPT, key
    source = key_arn(_default_key(unquote(headers.get(_SOURCE, "")).lstrip("/").partition("/")[0]))
    if source:
        yield _DECRYPT, source


def of_queue(_method: str, _path: str, headers: Mapping[str, str], body: bytes) -> Iterator[Use]:
    action, request = called(headers, body)
    key = queue_key_of_url(request.get("QueueUrl", ""))
    yield from _sending_or_receiving(action, key)


def of_topic(_method: str, _path: str, headers: Mapping[str, str], body: bytes) -> Iterator[Use]:
    action, request = called(headers, body)
    yield from _sending_or_receiving(action, topic_key(request.get("TopicArn", "")))


def _sending_or_receiving(action: str, key: str | None) -> Iterator[Use]:
    if key and action.startswith(("SendMessage", "Publish")):
        yield _ENCRYPT, key
        yield _DECRYPT, key
    if key and action == "ReceiveMessage":
        yield _DECRYPT, key


def _default_key(bucket: str) -> str:
    defaults: Callable[[str], Mapping[str, str]] = BUCKET_DEFAULT_KEY.read()
    return defaults(bucket).get(_KEY, "") if bucket else ""
