"""What the job desk does on a schedule."""

from aws_cdk import Duration
from constructs import Construct

from config import Environment
from constructs_lib.desk.conductor import DeadlineConductor
from constructs_lib.desk.export import LedgerExport
from constructs_lib.desk.fleets import Knowledge
from constructs_lib.desk.job_ledger import JobLedger
from constructs_lib.desk.orders import OrderQueue
from constructs_lib.desk.reaper import IdleReaper
from constructs_lib.desk.reconciler import Reconciler
from constructs_lib.desk.room import Room
from constructs_lib.event_feed import EventFeed
from stacks.foundation_stack import FoundationStack


def repair(
    scope: Construct,
    *,
    room: Room,
    feed: EventFeed,
    orders: OrderQueue,
    ledger: JobLedger,
    knowledge: Knowledge,
    foundation: FoundationStack,
) -> None:
    Reconciler(
        scope,
        "Reconciler",
        room=room,
        feed=feed,
        orders=orders,
        ledger=ledger,
        knowledge=knowledge,
    ).alarm_on_failure(
        foundation.page,
        says="what events have missed is not repaired",
        section="Reconciler failed",
    )


def export(scope: Construct, *, room: Room, ledger: JobLedger, foundation: FoundationStack) -> None:
    LedgerExport(
        scope,
        "Export",
        room=room,
        ledger=ledger,
        logs=foundation.access_logs,
        key=foundation.data_key,
    ).alarm_on_failure(
        foundation.ticket, says="the job ledger was not exported", section="Export failed"
    )


def conduct(
    scope: Construct,
    *,
    room: Room,
    ledger: JobLedger,
    knowledge: Knowledge,
    foundation: FoundationStack,
) -> None:
    DeadlineConductor(
        scope, "Deadlines", room=room, ledger=ledger, knowledge=knowledge
    ).alarm_on_failure(
        foundation.page,
        says="jobs with deadlines stay where they are",
        section="Conductor failed",
    )


def reap(
    scope: Construct, environment: Environment, *, room: Room, foundation: FoundationStack
) -> None:
    if reaper := environment.desk.reaper:
        IdleReaper(
            scope,
            "Reaper",
            room=room,
            idle=Duration.hours(reaper.idle_hours),
            notice=Duration.hours(reaper.notice_hours),
            ticket=foundation.ticket,
        ).alarm_on_failure(
            foundation.ticket, says="what nobody uses runs on", section="Reaper failed"
        )
