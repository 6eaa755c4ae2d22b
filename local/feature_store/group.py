"""A feature group as its stores see it, read from what SageMaker tells of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_SECONDS = {"Seconds": 1, "Minutes": 60, "Hours": 3600, "Days": 86_400, "Weeks": 604_800}


class FeatureType(StrEnum):
    STRING = "String"
    FRACTIONAL = "Fractional"
    INTEGRAL = "Integral"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the offline store is, and as whom it is written."""

    bucket: str
    prefix: str
    role: str
    kms_key: str | None

    @property
    def uri(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}"


@dataclass(frozen=True, kw_only=True)
class Group:
    name: str
    arn: str
    record_id: str
    event_time: str
    features: Mapping[str, FeatureType]
    collections: frozenset[str]
    """Those of the features that are lists, sets or vectors."""
    online: bool
    ttl_s: int | None
    offline: Place | None

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Group":
        """Of an answer to DescribeFeatureGroup."""
        online = told.get("OnlineStoreConfig", {})
        definitions = told["FeatureDefinitions"]
        return cls(
            name=told["FeatureGroupName"],
            arn=told["FeatureGroupArn"],
            record_id=told["RecordIdentifierFeatureName"],
            event_time=told["EventTimeFeatureName"],
            features={one["FeatureName"]: FeatureType(one["FeatureType"]) for one in definitions},
            collections=frozenset(
                one["FeatureName"] for one in definitions if "CollectionType" in one
            ),
            online=online.get("EnableOnlineStore", False),
            ttl_s=seconds(online.get("TtlDuration")),
            offline=_place(told),
        )


def seconds(duration: Mapping[str, Any] | None) -> int | None:
    return duration["Value"] * _SECONDS[duration["Unit"]] if duration else None


def _place(told: Mapping[str, Any]) -> Place | None:
    storage = told.get("OfflineStoreConfig", {}).get("S3StorageConfig")
    if storage is None:
        return None
    bucket, _, prefix = storage["S3Uri"].removeprefix("s3://").partition("/")
    _, _, _, region, account, _ = told["FeatureGroupArn"].split(":")
    whole = (prefix.strip("/"), account, "sagemaker", region, "offline-store", _folder(told))
    return Place(
        bucket=bucket,
        prefix="/".join((*[part for part in whole if part], "data")),
        role=told["RoleArn"],
        kms_key=storage.get("KmsKeyId"),
    )


def _folder(told: Mapping[str, Any]) -> str:
    """A group that is made again under the same name has a folder of its own."""
    return f"{told['FeatureGroupName']}-{int(told['CreationTime'])}"
