"""What the emulator's provisioners read says nothing about: kept after all, or kept for nothing."""

from collections.abc import Mapping

PRETENDED: Mapping[str, frozenset[str]] = {
    "AWS::EC2::VPCEndpoint": frozenset({"PolicyDocument", "PrivateDnsEnabled", "SecurityGroupIds"}),
}
"""Kept where no API shows them: they change nothing."""

_DESTINATION = "ExtendedS3DestinationConfiguration"
KEPT: Mapping[str, tuple[str, ...]] = {
    "AWS::ECR::Repository": ("EmptyOnDelete",),
    "AWS::Glue::Connection": ("CatalogId",),
    "AWS::Glue::Database": ("CatalogId",),
    "AWS::Glue::Table": ("CatalogId",),
    "AWS::KinesisFirehose::DeliveryStream": (_DESTINATION,),
    "AWS::Scheduler::Schedule": ("ScheduleExpressionTimezone", "Target"),
}
"""Kept as they are, unread: the service describes them. There is one catalogue, the account's."""
