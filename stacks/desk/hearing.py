"""What the job desk hears, and keeps to hear again."""

from aws_cdk import CfnOutput, Duration
from constructs import Construct

from config import Environment
from constructs_lib.alert_topic import AlertTopic
from constructs_lib.desk import heard
from constructs_lib.desk.archive import EventArchive
from constructs_lib.desk.recorder import JobRecorder
from constructs_lib.domain_key import DomainKey
from constructs_lib.event_feed import EventFeed


def feed_of(
    scope: Construct, environment: Environment, *, key: DomainKey, budgets: AlertTopic
) -> EventFeed:
    feed = EventFeed(
        scope, "Feed", pattern=heard.JOBS, key=key, consumer_timeout=JobRecorder.TIMEOUT
    )
    for rule, pattern in heard.others(environment.name).items():
        feed.hear(rule, pattern)
    feed.hear_topic(budgets)
    archive = EventArchive(
        scope,
        "Archive",
        pattern=heard.any_of(feed.patterns),
        keep=Duration.days(environment.desk.archive_days),
        key=key,
    )
    CfnOutput(scope, "EventArchive", value=archive.ref)
    return feed
