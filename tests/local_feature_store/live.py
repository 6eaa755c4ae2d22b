"""A feature group as a template has it: its role and its bucket, and roles that use its records."""

from typing import Any

from tests.local_account.templates import Resource, allow, att, key, policy, resource, role
from tests.local_feature_store.bench import FEATURES, definitions

GROUPS = "arn:aws:sagemaker:us-east-1:000000000000:feature-group"
_ROOT = {"AWS": "arn:aws:iam::000000000000:root"}


RIGHTS = ("s3:GetBucketAcl", "s3:PutObject", "s3:PutObjectAcl", "kms:GenerateDataKey")
"""Of the role of a group."""


def resources() -> dict[str, Resource]:
    """A group for every right that its role lacks, beside two that lack none."""
    reads = ["sagemaker:GetRecord", "sagemaker:BatchGetRecord"]
    return {
        "Bucket": resource("AWS::S3::Bucket"),
        "Key": key(),
        **_group("Live", *RIGHTS),
        **_group("Other", *RIGHTS),
        **{
            name: made
            for lacking in RIGHTS
            for name, made in _group(
                name_without(lacking), *(right for right in RIGHTS if right != lacking)
            ).items()
        },
        "Writer": _person("writer", allow("sagemaker:PutRecord", f"{GROUPS}/live")),
        "Reader": _person("reader", allow(reads, f"{GROUPS}/live")),
        "Maker": _person("maker", allow("sagemaker:CreateFeatureGroup")),
    }


def name_without(right: str) -> str:
    return f"Without{right.partition(':')[2]}"


def _group(name: str, *rights: str) -> dict[str, Resource]:
    uri = {"Fn::Sub": "s3://${Bucket}/store/" + name}
    group = resource(
        "AWS::SageMaker::FeatureGroup",
        FeatureGroupName=name.lower(),
        RecordIdentifierFeatureName="image",
        EventTimeFeatureName="written_at",
        FeatureDefinitions=definitions(FEATURES),
        OnlineStoreConfig={"EnableOnlineStore": True},
        OfflineStoreConfig={"S3StorageConfig": {"S3Uri": uri, "KmsKeyId": att("Key")}},
        RoleArn=att(f"{name}Role"),
    )
    on = {
        "s3:GetBucketAcl": att("Bucket"),
        "s3:PutObject": {"Fn::Sub": "${Bucket.Arn}/store/*"},
        "s3:PutObjectAcl": {"Fn::Sub": "${Bucket.Arn}/store/*"},
        "kms:GenerateDataKey": att("Key"),
    }
    granted = [allow(right, on[right]) for right in rights]
    return {name: group, f"{name}Role": role("sagemaker.amazonaws.com", *granted)}


def _person(name: str, *statements: dict[str, Any]) -> Resource:
    trust = {"Effect": "Allow", "Principal": _ROOT, "Action": "sts:AssumeRole"}
    return resource(
        "AWS::IAM::Role",
        RoleName=name,
        AssumeRolePolicyDocument=policy(trust),
        Policies=[{"PolicyName": "own", "PolicyDocument": policy(*statements)}],
    )
