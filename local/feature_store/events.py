"""What the bus hears of feature groups."""

from collections.abc import Mapping
from typing import Any

from local.batch.publisher import Event

_MEMBERS = (
    *("FeatureGroupArn", "FeatureGroupName", "RecordIdentifierFeatureName"),
    *("EventTimeFeatureName", "FeatureDefinitions", "OnlineStoreConfig", "OfflineStoreConfig"),
    *("RoleArn", "FailureReason"),
)


def of_group(told: Mapping[str, Any], *, status: str) -> Event:
    """``told`` is an answer to DescribeFeatureGroup."""
    detail = {
        **{name: told[name] for name in _MEMBERS if name in told},
        "CreationTime": round(told["CreationTime"] * 1000),
        "FeatureGroupStatus": status,
    }
    kind = "SageMaker Feature Group State Change"
    return Event("aws.sagemaker", kind, detail, [told["FeatureGroupArn"]])
