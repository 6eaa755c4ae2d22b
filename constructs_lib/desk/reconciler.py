"""Asks AWS every five minutes how jobs stand, and tells the desk what events have missed."""

from aws_cdk import Duration
from constructs import Construct

from constructs_lib.desk.fleets import Knowledge, Part
from constructs_lib.desk.job_ledger import Index, JobLedger
from constructs_lib.desk.orders import OrderQueue
from constructs_lib.desk.room import Room
from constructs_lib.desk.rounds import Round
from constructs_lib.event_feed import EventFeed

_EVERY = Duration.minutes(5)
_TIMEOUT = Duration.minutes(4)
"""A round is over when the next begins."""


class Reconciler(Round):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        room: Room,
        feed: EventFeed,
        orders: OrderQueue,
        ledger: JobLedger,
        knowledge: Knowledge,
    ) -> None:
        super().__init__(
            scope,
            id,
            room=room,
            handler="reconcile_ledger",
            description="repairs in the job ledger what events have missed",
            settings={
                "ENVIRONMENT": room.environment,
                "LEDGER_TABLE": ledger.table_name,
                "JOB_EVENTS_URL": feed.queue.queue_url,
                "ORDERS_URL": orders.queue.queue_url,
                "FLEETS": knowledge.setting([Part.QUEUES]),
            },
            every=_EVERY,
            timeout=_TIMEOUT,
        )
        feed.grant_send(self.function)
        orders.grant_send(self.function)
        ledger.grant_find(self.function, by=[Index.OPEN, Index.DUE])
        self.function.execution_role.add_managed_policy(room.looking)
