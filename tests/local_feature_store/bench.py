"""A Feature Store on a bench: boto3 to speak to it, a SageMaker behind it, buckets of its own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError
from mypy_boto3_sagemaker import SageMakerClient
from mypy_boto3_sagemaker_featurestore_runtime import SageMakerFeatureStoreRuntimeClient
from mypy_boto3_sagemaker_featurestore_runtime.type_defs import FeatureValueTypeDef

from local.feature_store.buckets import WriteRefusedError
from local.feature_store.group import Place
from tests.local_batch.fakes import JOB_ROLE, FakeAccount
from tests.local_sagemaker.bench import eventually

NAME = "inks"
OFFLINE = {"S3StorageConfig": {"S3Uri": "s3://features/store/inks"}}
ONLINE = {"EnableOnlineStore": True}
FEATURES = {
    "image": "String",
    "written_at": "Fractional",
    "ink": "Fractional",
    "strokes": "Integral",
    "by": "String",
}


@dataclass
class FakeBuckets:
    files: dict[str, bytes] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    refusal: str = ""

    def write(self, place: Place, key: str, body: bytes) -> None:
        if self.refusal:
            raise WriteRefusedError(self.refusal)
        self.places.append(place)
        self.files[f"{place.uri}/{key}"] = body

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for body in self.files.values() for line in body.splitlines()]


@dataclass
class Bench:
    sagemaker: SageMakerClient
    runtime: SageMakerFeatureStoreRuntimeClient
    account: FakeAccount
    buckets: FakeBuckets

    def create(self, name: str = NAME, **but: Any) -> str:
        given = {
            "RecordIdentifierFeatureName": "image",
            "EventTimeFeatureName": "written_at",
            "FeatureDefinitions": definitions(FEATURES),
            "OnlineStoreConfig": ONLINE,
            "OfflineStoreConfig": OFFLINE,
            "RoleArn": JOB_ROLE,
            **but,
        }
        wanted: Any = {member: value for member, value in given.items() if value is not None}
        return self.sagemaker.create_feature_group(FeatureGroupName=name, **wanted)[
            "FeatureGroupArn"
        ]

    def put(
        self, name: str = NAME, more: Mapping[str, Any] | None = None, /, **values: str
    ) -> None:
        given: Any = more or {}
        self.runtime.put_record(FeatureGroupName=name, Record=record(values), **given)

    def get(self, record_id: str, name: str = NAME, **more: Any) -> dict[str, str] | None:
        answer = self.runtime.get_record(
            FeatureGroupName=name, RecordIdentifierValueAsString=record_id, **more
        )
        return as_mapping(answer["Record"]) if "Record" in answer else None

    def delete(self, record_id: str, event_time: str, **more: Any) -> None:
        self.runtime.delete_record(
            FeatureGroupName=NAME,
            RecordIdentifierValueAsString=record_id,
            EventTime=event_time,
            **more,
        )

    def offline(self, rows: int) -> list[dict[str, Any]]:
        eventually(lambda: len(self.buckets.rows) >= rows, f"{rows} rows are written")
        return self.buckets.rows


def definitions(features: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"FeatureName": name, "FeatureType": kind} for name, kind in features.items()]


def record(values: Mapping[str, str]) -> list[FeatureValueTypeDef]:
    return [{"FeatureName": name, "ValueAsString": value} for name, value in values.items()]


def as_mapping(features: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {one["FeatureName"]: one["ValueAsString"] for one in features}


@contextmanager
def refused(because: str, *, code: str = "ValidationError") -> Iterator[None]:
    with pytest.raises(ClientError) as raised:
        yield
    assert raised.value.response["Error"]["Code"] == code
    assert because in raised.value.response["Error"]["Message"]
