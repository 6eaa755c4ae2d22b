"""The door of the raw zone: uploads are checked, and let in or put into quarantine."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import Duration, Size
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.domain_key import DomainKey
from constructs_lib.event_feed import EventFeed
from constructs_lib.platform_function import PlatformFunction, PlatformLayer
from constructs_lib.zone import Zone

_LANDING, _QUARANTINE = "landing", "quarantine"
_TIMEOUT = Duration.minutes(15)


@dataclass(frozen=True, kw_only=True)
class LandingRules:
    """What is let in."""

    largest: Size
    types: Sequence[str]
    """Endings of names, in small letters."""
    prefixes: Sequence[str]
    """Where in the zone uploads may go: the function can write nowhere else."""
    schemas: Mapping[str, Sequence[str]]
    """Prefix to columns."""


class Landing(Construct):
    """What arrives under ``landing/<prefix>/`` ends in ``<prefix>/`` or in ``quarantine/``."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        zone: Zone,
        rules: LandingRules,
        tickets: AlertTopic,
        messages_key: DomainKey,
        layer: PlatformLayer,
        log_group: logs.ILogGroup,
    ) -> None:
        super().__init__(scope, id)
        self.feed = EventFeed(
            self,
            "Feed",
            pattern=_uploads_to(zone),
            key=messages_key,
            consumer_timeout=_TIMEOUT,
        )
        self.function = PlatformFunction(
            self,
            "CheckLanding",
            handler="check_landing",
            description="lets uploads into the raw zone, or puts them into quarantine",
            settings={
                "LANDING_BUCKET": zone.bucket_name,
                "LANDING_RULES": _as_json(rules),
                "TICKETS_TOPIC": tickets.topic_arn,
            },
            layer=layer,
            timeout=_TIMEOUT,
            log_group=log_group,
            key=messages_key,
        )
        self.function.add_dead_letters(self.feed.dead_letters)
        self.feed.add_consumer(self.function)
        self._grant_move(zone, rules)
        iam.Grant.add_to_principal(
            grantee=self.function, actions=["sns:Publish"], resource_arns=[tickets.topic_arn]
        )
        messages_key.grant_use(self.function)
        self.feed.alarm_on_dead_letters(
            self,
            "DeadLettersArrived",
            description="an upload could not be checked: it still lies below landing/",
            topic=tickets,
        )

    def _grant_move(self, zone: Zone, rules: LandingRules) -> None:
        """To take away from landing/ alone, to write where uploads may go, to delete nothing else.

        Without the list of the bucket S3 answers 403, not 404, to a question for what is not there.
        """
        landed = [zone.arn_for_objects(f"{_LANDING}/*")]
        targets = [zone.arn_for_objects(f"{to}/*") for to in (*rules.prefixes, _QUARANTINE)]
        for allowed, on in (
            (("s3:GetObject", "s3:GetObjectVersion", "s3:DeleteObjectVersion"), landed),
            (("s3:GetObject", "s3:PutObject", "s3:PutObjectTagging"), targets),
            (("s3:AbortMultipartUpload",), targets),
            (("s3:ListBucket", "s3:ListBucketVersions"), [zone.bucket_arn]),
        ):
            iam.Grant.add_to_principal(
                grantee=self.function, actions=list(allowed), resource_arns=on
            )
        zone.key.grant_use(self.function)


def _uploads_to(zone: Zone) -> events.EventPattern:
    return events.EventPattern(
        source=["aws.s3"],
        detail_type=["Object Created"],
        detail={
            "bucket": {"name": [zone.bucket_name]},
            "object": {"key": [{"prefix": f"{_LANDING}/"}]},
        },
    )


def _as_json(rules: LandingRules) -> str:
    return json.dumps(
        {
            "largest_bytes": int(rules.largest.to_bytes()),
            "types": sorted(rules.types),
            "prefixes": sorted(rules.prefixes),
            "schemas": {prefix: list(columns) for prefix, columns in rules.schemas.items()},
        },
        sort_keys=True,
    )
