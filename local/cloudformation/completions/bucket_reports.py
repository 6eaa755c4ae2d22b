"""Buckets: inventories, Intelligent-Tiering and request metrics, each by its id."""

from collections.abc import Callable, Mapping
from typing import Any

from local.cloudformation.api import client
from local.cloudformation.completions.completion import Completion, is_true

Entry = Mapping[str, Any]
_SCOPE = ("Prefix", "AccessPointArn")


def _inventory(entry: Entry) -> dict[str, Any]:
    place = dict(entry["Destination"])
    place = {
        "Bucket": place.pop("BucketArn"),
        "AccountId": place.pop("BucketAccountId", None),
        **place,
    }
    filtered = {"Filter": {"Prefix": entry["Prefix"]}} if "Prefix" in entry else {}
    fields = {"OptionalFields": list(entry["OptionalFields"])} if "OptionalFields" in entry else {}
    return {
        "Id": entry["Id"],
        "IsEnabled": is_true(entry["Enabled"]),
        "Destination": {"S3BucketDestination": _present(place)},
        "IncludedObjectVersions": entry["IncludedObjectVersions"],
        "Schedule": {"Frequency": entry["ScheduleFrequency"]},
        **filtered,
        **fields,
    }


def _tiering(entry: Entry) -> dict[str, Any]:
    tiers = [{**tier, "Days": int(tier["Days"])} for tier in entry["Tierings"]]
    return {"Id": entry["Id"], "Status": entry["Status"], "Tierings": tiers, **_filter(entry)}


def _metrics(entry: Entry) -> dict[str, Any]:
    return {"Id": entry["Id"], **_filter(entry)}


def _filter(entry: Entry) -> dict[str, Any]:
    scope = {name: entry[name] for name in _SCOPE if name in entry}
    tags = list(entry.get("TagFilters", []))
    if len(scope) + len(tags) > 1:
        return {"Filter": {"And": {**scope, **({"Tags": tags} if tags else {})}}}
    return {"Filter": {"Tag": tags[0]} if tags else scope} if tags or scope else {}


def _present(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _each(word: str, member: str, entry_of: Callable[[Entry], dict[str, Any]]) -> Completion:
    """Puts those that are given, deletes those that are not any more."""

    def complete(bucket: str, old: Any, new: Any) -> None:
        put = getattr(client("s3"), f"put_bucket_{word}_configuration")
        delete = getattr(client("s3"), f"delete_bucket_{word}_configuration")
        given = {entry["Id"]: entry for entry in new or ()}
        for entry in old or ():
            if entry["Id"] not in given:
                delete(Bucket=bucket, Id=entry["Id"])
        for identifier, entry in given.items():
            put(Bucket=bucket, Id=identifier, **{member: entry_of(entry)})

    return complete


BUCKET_REPORTS: Mapping[str, Completion] = {
    "IntelligentTieringConfigurations": _each(
        "intelligent_tiering", "IntelligentTieringConfiguration", _tiering
    ),
    "InventoryConfigurations": _each("inventory", "InventoryConfiguration", _inventory),
    "MetricsConfigurations": _each("metrics", "MetricsConfiguration", _metrics),
}
