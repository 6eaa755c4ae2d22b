"""Files of features become records: whatever lands below a prefix is written into a group."""

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.domain_key import DomainKey
from constructs_lib.event_feed import EventFeed
from constructs_lib.features.feature_group import FeatureGroup
from constructs_lib.platform_function import PlatformFunction, PlatformLayer
from constructs_lib.zone import Zone

_TIMEOUT = Duration.minutes(15)


class FeatureIngestion(Construct):
    """CSV with a header, at most 8 MiB a file; a wrong one is set aside whole, with its reason."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        group: FeatureGroup,
        zone: Zone,
        source: str,
        tickets: AlertTopic,
        messages_key: DomainKey,
        layer: PlatformLayer,
        log_group: logs.ILogGroup,
    ) -> None:
        super().__init__(scope, id)
        self.feed = EventFeed(
            self,
            "Feed",
            pattern=_files_below(zone, source),
            key=messages_key,
            consumer_timeout=_TIMEOUT,
        )
        self.function = PlatformFunction(
            self,
            "Ingest",
            handler="ingest_features",
            description=f"writes files below {source} into the feature group {group.group_name}",
            settings={
                "FEATURES_BUCKET": zone.bucket_name,
                "FEATURE_GROUP": group.group_name,
                "FEATURE_SCHEMA": group.schema.as_json(),
                "DEAD_LETTERS_URL": self.feed.dead_letters.queue_url,
            },
            layer=layer,
            timeout=_TIMEOUT,
            log_group=log_group,
            key=messages_key,
        )
        self.function.add_dead_letters(self.feed.dead_letters)
        self.feed.add_consumer(self.function)
        self.feed.grant_send_dead_letters(self.function)
        group.grant_write(self.function)
        zone.grant_read_prefix(self.function, source)
        iam.Grant.add_to_principal(
            grantee=self.function,
            actions=["s3:GetObjectVersion"],
            resource_arns=[zone.arn_for_objects(f"{source}/*")],
        )
        self.feed.alarm_on_dead_letters(
            self,
            "FilesSetAside",
            description=f"a file below {source} is not what the feature group "
            f"{group.group_name} holds: its reason stands in the message "
            "(docs/alarms.md, Files set aside)",
            topic=tickets,
        )


def _files_below(zone: Zone, source: str) -> events.EventPattern:
    return events.EventPattern(
        source=["aws.s3"],
        detail_type=["Object Created"],
        detail={
            "bucket": {"name": [zone.bucket_name]},
            "object": {"key": [{"prefix": f"{source}/"}]},
        },
    )
