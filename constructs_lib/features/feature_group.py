"""A feature group: the latest values of records, and in S3 all that they ever were."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aws_cdk import ArnFormat, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct

from constructs_lib.mistakes import MistakeError
from constructs_lib.zone import Zone


class FeatureType(StrEnum):
    STRING = "String"
    FRACTIONAL = "Fractional"
    INTEGRAL = "Integral"


class FeatureSchemaError(MistakeError):
    """SageMaker would refuse the features."""


@dataclass(frozen=True, kw_only=True)
class FeatureSchema:
    """``event_time``: seconds since 1970 where it is fractional, ISO 8601 where it is a string."""

    record_id: str
    event_time: str
    features: Mapping[str, FeatureType]

    def __post_init__(self) -> None:
        for name in (self.record_id, self.event_time):
            if name not in self.features:
                raise FeatureSchemaError(
                    f"{name!r} is none of the features: {', '.join(self.features) or 'none'}"
                )
        if self.features[self.event_time] is FeatureType.INTEGRAL:
            raise FeatureSchemaError(
                f"the event time {self.event_time!r} must be Fractional or String, got Integral"
            )

    def as_json(self) -> str:
        features = {name: str(kind) for name, kind in self.features.items()}
        return json.dumps(
            {"record_id": self.record_id, "event_time": self.event_time, "features": features}
        )


class FeatureGroup(Construct):
    """Offline always, below ``prefix`` of the zone; online where serving asks for it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        schema: FeatureSchema,
        zone: Zone,
        prefix: str,
        online: bool,
        removal_policy: RemovalPolicy,
    ) -> None:
        super().__init__(scope, id)
        self.schema = schema
        self.group_name = name
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("sagemaker.amazonaws.com"))
        zone.grant_read_write_prefix(role, prefix)
        _grant_ownership(role, zone, prefix)
        key = zone.key.key_arn
        self.group = sagemaker.CfnFeatureGroup(
            self,
            "Group",
            feature_group_name=name,
            record_identifier_feature_name=schema.record_id,
            event_time_feature_name=schema.event_time,
            feature_definitions=[
                sagemaker.CfnFeatureGroup.FeatureDefinitionProperty(
                    feature_name=feature, feature_type=str(kind)
                )
                for feature, kind in schema.features.items()
            ],
            offline_store_config={
                "S3StorageConfig": {"S3Uri": zone.s3_url_for_object(prefix), "KmsKeyId": key}
            },
            online_store_config={"EnableOnlineStore": True, "SecurityConfig": {"KmsKeyId": key}}
            if online
            else None,
            role_arn=role.role_arn,
        )
        self.group.apply_removal_policy(removal_policy)
        # SageMaker tries the role when the group is made.
        self.group.node.add_dependency(role)

    @property
    def arn(self) -> str:
        return Stack.of(self).format_arn(
            service="sagemaker",
            resource="feature-group",
            resource_name=self.group_name,
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )

    def grant_write(self, grantee: iam.IGrantable) -> iam.Grant:
        return self._grant(grantee, "sagemaker:PutRecord")

    def grant_read(self, grantee: iam.IGrantable) -> iam.Grant:
        """The latest values, from the online store."""
        return self._grant(grantee, "sagemaker:BatchGetRecord", "sagemaker:GetRecord")

    def _grant(self, grantee: iam.IGrantable, *actions: str) -> iam.Grant:
        return iam.Grant.add_to_principal(
            grantee=grantee, actions=list(actions), resource_arns=[self.arn]
        )


def _grant_ownership(role: iam.Role, zone: Zone, prefix: str) -> None:
    """The Feature Store asks for the bucket's ACL, and says whose each object is."""
    for action, resource in (
        ("s3:GetBucketAcl", zone.bucket_arn),
        ("s3:PutObjectAcl", zone.arn_for_objects(f"{prefix}/*")),
    ):
        iam.Grant.add_to_principal(grantee=role, actions=[action], resource_arns=[resource])
