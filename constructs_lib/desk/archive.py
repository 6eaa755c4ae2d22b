"""Keeps what the job desk hears, so that it can be told again."""

from collections.abc import Mapping

from aws_cdk import Duration, Stack
from aws_cdk import aws_events as events
from constructs import Construct

from constructs_lib.domain_key import DomainKey


class EventArchive(events.CfnArchive):
    """Of the account's default bus; to replay from it is a right of people, not of functions."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        pattern: Mapping[str, list[str]],
        keep: Duration,
        key: DomainKey,
    ) -> None:
        bus = Stack.of(scope).format_arn(
            service="events", resource="event-bus", resource_name="default"
        )
        super().__init__(
            scope,
            id,
            source_arn=bus,
            event_pattern=dict(pattern),
            retention_days=keep.to_days(),
            kms_key_identifier=key.key_arn,
            description="what the job desk was told",
        )
        key.allow_archives()
