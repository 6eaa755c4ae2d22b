"""Buckets: encryption, lifecycle, access log, owner of objects, tags."""

from collections.abc import Mapping
from typing import Any

from local.cloudformation.api import client
from local.cloudformation.completions.completion import Completion, is_true

_RULE_NAMES = {
    "Id": "ID",
    "ExpirationInDays": "Days",
    "ExpirationDate": "Date",
    "ExpiredObjectDeleteMarker": "ExpiredObjectDeleteMarker",
}
_FILTERS = ("Prefix", "ObjectSizeGreaterThan", "ObjectSizeLessThan")


def _encryption(bucket: str, _old: Any, new: Any) -> None:
    if new is None:
        client("s3").delete_bucket_encryption(Bucket=bucket)
        return
    rules = [_encryption_rule(rule) for rule in new["ServerSideEncryptionConfiguration"]]
    client("s3").put_bucket_encryption(
        Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": rules}
    )


def _encryption_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    by_default = rule.get("ServerSideEncryptionByDefault")
    return {
        "ApplyServerSideEncryptionByDefault": by_default,
        "BucketKeyEnabled": is_true(rule.get("BucketKeyEnabled", False)),
    }


def _lifecycle(bucket: str, _old: Any, new: Any) -> None:
    if new is None:
        client("s3").delete_bucket_lifecycle(Bucket=bucket)
        return
    rules = [_lifecycle_rule(rule) for rule in new["Rules"]]
    client("s3").put_bucket_lifecycle_configuration(
        Bucket=bucket, LifecycleConfiguration={"Rules": rules}
    )


def _lifecycle_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """CloudFormation flattens what the API nests, and calls days by longer names."""
    ends = {_RULE_NAMES[name]: rule[name] for name in _RULE_NAMES if name in rule}
    identity = {"ID": ends.pop("ID")} if "ID" in ends else {}
    expiration = {"Expiration": _numbers(ends)} if ends else {}
    kept = {
        name: _numbers(rule[name])
        for name in ("NoncurrentVersionExpiration", "AbortIncompleteMultipartUpload")
        if name in rule
    }
    moves = {
        name: [_transition(move, days) for move in rule[name]]
        for name, days in (
            ("Transitions", "Days"),
            ("NoncurrentVersionTransitions", "NoncurrentDays"),
        )
        if name in rule
    }
    return {
        **identity,
        "Status": rule["Status"],
        "Filter": _filter(rule),
        **expiration,
        **kept,
        **moves,
    }


def _transition(move: Mapping[str, Any], days: str) -> dict[str, Any]:
    names = {"TransitionInDays": days, "TransitionDate": "Date"}
    return _numbers({names.get(name, name): value for name, value in move.items()})


def _filter(rule: Mapping[str, Any]) -> dict[str, Any]:
    given = _numbers({name: rule[name] for name in _FILTERS if name in rule})
    tags = list(rule.get("TagFilters", []))
    if len(given) + len(tags) > 1:
        return {"And": {**given, **({"Tags": tags} if tags else {})}}
    return {"Tag": tags[0]} if tags else given or {"Prefix": ""}


def _numbers(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _number(value) for name, value in members.items()}


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isdigit() else value


def _access_log(bucket: str, _old: Any, new: Any) -> None:
    enabled = {
        "TargetBucket": (new or {}).get("DestinationBucketName", bucket),
        "TargetPrefix": (new or {}).get("LogFilePrefix", ""),
    }
    status = {"LoggingEnabled": enabled} if new else {}
    client("s3").put_bucket_logging(Bucket=bucket, BucketLoggingStatus=status)


def _ownership(bucket: str, _old: Any, new: Any) -> None:
    if new is None:
        client("s3").delete_bucket_ownership_controls(Bucket=bucket)
    else:
        client("s3").put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=dict(new))


def _tags(bucket: str, _old: Any, new: Any) -> None:
    if not new:
        client("s3").delete_bucket_tagging(Bucket=bucket)
    else:
        client("s3").put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": list(new)})


BUCKETS: Mapping[str, Completion] = {
    "BucketEncryption": _encryption,
    "LifecycleConfiguration": _lifecycle,
    "LoggingConfiguration": _access_log,
    "OwnershipControls": _ownership,
    "Tags": _tags,
}
