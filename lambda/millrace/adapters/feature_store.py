"""The Feature Store, and the files in S3 that are taken into it."""

from __future__ import annotations

import codecs
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from millrace.domain.feature_rows import RefusedRowsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import GetObjectOutputTypeDef
    from mypy_boto3_sagemaker_featurestore_runtime import SageMakerFeatureStoreRuntimeClient

    from millrace.domain.feature_rows import Record

_AT_ONCE = 16
_LARGEST = 8 * 1024 * 1024
"""Bytes of a file: its records are held whole, which takes fourteen times as many."""
_GONE = frozenset({"404", "NoSuchKey", "NoSuchVersion"})
_CONFIG = Config(
    connect_timeout=2,
    read_timeout=10,
    max_pool_connections=_AT_ONCE,
    retries={"mode": "adaptive", "total_max_attempts": 8},
)


@cache
def s3() -> S3Client:
    return boto3.client("s3", config=_CONFIG)


@cache
def feature_store() -> SageMakerFeatureStoreRuntimeClient:
    return boto3.client("sagemaker-featurestore-runtime", config=_CONFIG)


class S3Files:
    def __init__(self, client: S3Client, *, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def lines(self, key: str, version: str | None) -> Iterator[str]:
        try:
            found = self._get(key, version)
        except ClientError as error:
            if error.response["Error"]["Code"] in _GONE:
                raise RefusedRowsError("it is not there any more") from error
            raise
        if found["ContentLength"] > _LARGEST:
            raise RefusedRowsError(
                f"{found['ContentLength']} bytes; at most {_LARGEST}: upload it in parts"
            )
        try:
            yield from codecs.getreader("utf-8-sig")(found["Body"])
        except UnicodeDecodeError as error:
            raise RefusedRowsError(f"not UTF-8: {error.reason} at byte {error.start}") from error

    def _get(self, key: str, version: str | None) -> GetObjectOutputTypeDef:
        """Not every S3 says which version."""
        if version is None:
            return self._client.get_object(Bucket=self._bucket, Key=key)
        return self._client.get_object(Bucket=self._bucket, Key=key, VersionId=version)


class FeatureGroup:
    def __init__(self, client: SageMakerFeatureStoreRuntimeClient, *, name: str) -> None:
        self._client = client
        self._name = name

    def put(self, found: Sequence[Record]) -> None:
        """One request for each: there is none for many. The first that fails fails them all."""
        with ThreadPoolExecutor(_AT_ONCE) as requests:
            for _ in requests.map(self._put, found):
                pass

    def _put(self, record: Record) -> None:
        self._client.put_record(
            FeatureGroupName=self._name,
            Record=[
                {"FeatureName": name, "ValueAsString": value} for name, value in record.items()
            ],
        )
