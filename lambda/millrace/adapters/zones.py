"""The raw zone in S3: what landed, its bytes, and their way to another key of the same bucket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

from millrace.domain.landing import Upload
from millrace.domain.landing_desk import Copy, Notice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef
    from mypy_boto3_sns import SNSClient

_VERSION, _UPLOADED = "landing-version", "landing-uploaded"
_METADATA_BYTES = 2048
"""What S3 takes, names and values together."""
_REASON_LETTERS = 500
_MIB = 1024 * 1024
PARTS = TransferConfig(
    multipart_threshold=512 * _MIB, multipart_chunksize=512 * _MIB, max_concurrency=8
)
"""S3 copies at most 5 GiB in one request, and parts of one object side by side."""
# S3 answers a copy when it is done, which for a part of this size takes a while.
_PATIENT = Config(
    connect_timeout=2, read_timeout=120, retries={"mode": "standard", "total_max_attempts": 3}
)


@cache
def s3() -> S3Client:
    return boto3.client("s3", config=_PATIENT)


@cache
def sns() -> SNSClient:
    return boto3.client("sns", config=_PATIENT)


class S3Zone:
    def __init__(self, client: S3Client, *, bucket: str, transfer: TransferConfig = PARTS) -> None:
        self._client = client
        self._bucket = bucket
        self._transfer = transfer

    def find(self, notice: Notice) -> Upload | None:
        head = self._head(notice.key, notice.version)
        if head is None:
            return None
        return Upload(
            key=notice.key,
            version=head.get("VersionId", "null"),
            size=head["ContentLength"],
            etag=head["ETag"],
            checksum=head.get("ChecksumCRC64NVME"),
            uploaded_at=head["LastModified"],
        )

    def content(self, upload: Upload) -> S3Content:
        return S3Content(self._client, self._bucket, upload)

    def copy_at(self, key: str) -> Copy | None:
        head = self._head(key, None)
        if head is None:
            return None
        uploaded = head["Metadata"].get(_UPLOADED)
        return Copy(
            size=head["ContentLength"],
            checksum=head.get("ChecksumCRC64NVME"),
            source=head["Metadata"].get(_VERSION),
            uploaded_at=datetime.fromisoformat(uploaded) if uploaded else None,
        )

    def copy(self, upload: Upload, *, to: str, reason: str) -> None:
        source = {"Bucket": self._bucket, "Key": upload.key, "VersionId": upload.version}
        head = self._client.head_object(
            Bucket=self._bucket, Key=upload.key, VersionId=upload.version
        )
        self._client.copy(
            source,  # type: ignore[arg-type]  # the stub wants a TypedDict
            self._bucket,
            to,
            ExtraArgs={
                "ContentType": head["ContentType"],
                "CopySourceIfMatch": upload.etag,
                "Metadata": _metadata(head["Metadata"], upload, reason),
                "MetadataDirective": "REPLACE",
                "TaggingDirective": "REPLACE",
            },
            Config=self._transfer,
        )

    def mark(self, key: str, outcome: str) -> None:
        """Afterwards: what is copied in parts cannot bring a tag along."""
        self._client.put_object_tagging(
            Bucket=self._bucket,
            Key=key,
            Tagging={"TagSet": [{"Key": "landing", "Value": outcome}]},
        )

    def delete(self, upload: Upload) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=upload.key, VersionId=upload.version)

    def _head(self, key: str, version: str | None) -> HeadObjectOutputTypeDef | None:
        which: dict[str, Any] = {"VersionId": version} if version else {}
        try:
            return self._client.head_object(
                Bucket=self._bucket, Key=key, ChecksumMode="ENABLED", **which
            )
        except ClientError as error:
            # 405: the newest version says that the object is deleted.
            if error.response["ResponseMetadata"]["HTTPStatusCode"] in (404, 405):
                return None
            raise


@dataclass(frozen=True)
class S3Content:
    _client: S3Client
    _bucket: str
    _upload: Upload

    @property
    def size(self) -> int:
        return self._upload.size

    def first(self, count: int) -> bytes:
        return self._range(f"bytes=0-{count - 1}")

    def last(self, count: int) -> bytes:
        return self._range(f"bytes=-{count}")

    def _range(self, wanted: str) -> bytes:
        if self.size == 0:
            return b""
        answer = self._client.get_object(
            Bucket=self._bucket,
            Key=self._upload.key,
            VersionId=self._upload.version,
            Range=wanted,
        )
        return answer["Body"].read()


class SnsTickets:
    def __init__(self, client: SNSClient, *, topic: str) -> None:
        self._client = client
        self._topic = topic

    def open(self, *, subject: str, text: str) -> None:
        self._client.publish(TopicArn=self._topic, Subject=subject, Message=text)


def _metadata(given: Mapping[str, str], upload: Upload, reason: str) -> dict[str, str]:
    """The uploader's own stays, unless there is no room for both."""
    ours = {_VERSION: upload.version, _UPLOADED: upload.uploaded_at.isoformat()}
    if reason:
        ours["landing-reason"] = _plain(reason)
    both = {**given, **ours}
    size = sum(len(name) + len(value) for name, value in both.items())
    return both if size <= _METADATA_BYTES else ours


def _plain(reason: str) -> str:
    """Metadata travels as headers: ASCII, in one line."""
    return " ".join(reason.encode("ascii", "backslashreplace").decode().split())[:_REASON_LETTERS]
