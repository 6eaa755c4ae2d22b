"""The whole job desk by itself, with fleets on paper."""

from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_batch as batch
from aws_cdk import aws_s3 as s3
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.desk import heard
from constructs_lib.desk.actor import JobActor
from constructs_lib.desk.archive import EventArchive
from constructs_lib.desk.conductor import DeadlineConductor
from constructs_lib.desk.export import LedgerExport
from constructs_lib.desk.fleets import Knowledge, KnownFleet
from constructs_lib.desk.job_ledger import JobLedger
from constructs_lib.desk.orders import OrderQueue
from constructs_lib.desk.reaper import IdleReaper
from constructs_lib.desk.reconciler import Reconciler
from constructs_lib.desk.recorder import JobRecorder
from constructs_lib.desk.room import Room
from constructs_lib.desk.team_topics import TeamTopics
from constructs_lib.event_feed import EventFeed
from tests.constructs_lib.alone import key_of

BATCH = "arn:aws:batch:us-east-1:111122223333"
POLICY: dict[str, int | bool] = {
    "retries": 1,
    "on_demand_after_spot": True,
    "larger_after_out_of_memory": True,
    "keep_days": 400,
}


def queue(scope: Construct, name: str) -> batch.IJobQueue:
    return batch.JobQueue.from_job_queue_arn(scope, name, f"{BATCH}:job-queue/{name}-1a2b")


def part(scope: Construct, name: str) -> batch.IComputeEnvironment:
    arn = f"{BATCH}:compute-environment/{name}-1a2b"
    made = batch.ManagedEc2EcsComputeEnvironment
    return made.from_managed_ec2_ecs_compute_environment_arn(scope, name, arn)


def known_fleet(scope: Construct, name: str = "gpu") -> KnownFleet:
    within = Construct(scope, name)
    return KnownFleet(
        name=name,
        queues={"normal": queue(within, "normal")},
        twins={"normal": queue(within, "normal-on-demand")},
        spot=[part(within, "spot")],
        on_demand=[part(within, "on-demand")],
        sizes=[(58_982, 16, 1, 24), (14_745, 4, 1, 16), (14_745, 4, 1, 16)],
        usd_per_vcpu_hour={"spot": 0.06, "on-demand": 0.15},
    )


def build(stack: cdk.Stack) -> None:
    key = key_of(stack)
    key.allow_logs()
    key.allow_service("events.amazonaws.com")
    logs = s3.Bucket.from_bucket_name(stack, "Zone", "logs-of-dev")
    ledger = JobLedger(stack, "Ledger", key=key, removal_policy=RemovalPolicy.RETAIN)
    room = Room(stack, environment="dev", key=key, logs_key=key, logs_expire=Duration.days(30))
    _add_functions(stack, _Parts(room, ledger, _feed(stack, room), _known(stack)), logs)


@dataclass(frozen=True)
class _Parts:
    room: Room
    ledger: JobLedger
    feed: EventFeed
    known: Knowledge


def _known(stack: cdk.Stack) -> Knowledge:
    return Knowledge(fleets=[known_fleet(stack)], usd_per_ml_hour={"ml.m5.large": 0.115})


def _feed(stack: cdk.Stack, room: Room) -> EventFeed:
    feed = EventFeed(
        stack,
        "Feed",
        pattern=heard.JOBS,
        key=room.key,
        consumer_timeout=JobRecorder.TIMEOUT,
    )
    for rule, pattern in heard.others("dev").items():
        feed.hear(rule, pattern)
    feed.hear_topic(AlertTopic(stack, "Budgets", key=room.key, emails=[]))
    kept = heard.any_of(feed.patterns)
    EventArchive(stack, "Archive", pattern=kept, keep=Duration.days(7), key=room.key)
    return feed


def _add_functions(stack: cdk.Stack, parts: _Parts, logs: s3.IBucket) -> None:
    room, ledger, feed, known = parts.room, parts.ledger, parts.feed, parts.known
    page = AlertTopic(stack, "Page", key=room.key, emails=[])
    ticket = AlertTopic(stack, "Ticket", key=room.key, emails=[])
    teams = TeamTopics(stack, "Teams", key=room.key, teams={"vision": ["vision@example.com"]})
    orders = OrderQueue(stack, "Orders", key=room.key, consumer_timeout=JobActor.TIMEOUT)
    JobRecorder(
        stack,
        "RecordJobEvents",
        room=room,
        feed=feed,
        ledger=ledger,
        orders=orders,
        policy=POLICY,
        knowledge=known,
    )
    JobActor(
        stack,
        "ActOnJobs",
        room=room,
        orders=orders,
        ledger=ledger,
        page=page,
        ticket=ticket,
        teams=teams.by_team,
        knowledge=known,
    ).may_go_on(["millrace-dev-digits"])
    reconciler = Reconciler(
        stack,
        "Reconciler",
        room=room,
        feed=feed,
        orders=orders,
        ledger=ledger,
        knowledge=known,
    )
    reconciler.alarm_on_failure(page, says="nothing is repaired", section="Reconciler failed")
    LedgerExport(stack, "Export", room=room, ledger=ledger, logs=logs, key=room.key)
    DeadlineConductor(stack, "Deadlines", room=room, ledger=ledger, knowledge=known)
    patience = Duration.hours(24)
    IdleReaper(stack, "Reaper", room=room, idle=patience, notice=patience, ticket=ticket)
    feed.alarm_on_delay(stack, "FeedDelayed", description="late", topic=page)
