"""The one writer of what is known of jobs: reads the feed, writes the ledger, names what is due."""

import json
from collections.abc import Mapping

from aws_cdk import Duration
from constructs import Construct

from constructs_lib.desk.fleets import Knowledge
from constructs_lib.desk.job_ledger import JobLedger
from constructs_lib.desk.orders import OrderQueue
from constructs_lib.desk.room import DeskFunction, Room
from constructs_lib.event_feed import EventFeed

_BATCH = 100
_GATHERED_FOR = Duration.seconds(1)


class JobRecorder(DeskFunction):
    """A hundred events at once, where so many wait: most are of the same few jobs."""

    TIMEOUT = Duration.seconds(30)

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        room: Room,
        feed: EventFeed,
        ledger: JobLedger,
        orders: OrderQueue,
        policy: Mapping[str, int | bool],
        knowledge: Knowledge,
    ) -> None:
        super().__init__(
            scope,
            id,
            room=room,
            handler="record_job_events",
            description="writes each job event into the job ledger",
            settings={
                "ENVIRONMENT": room.environment,
                "LEDGER_TABLE": ledger.table_name,
                "DEAD_LETTERS_URL": feed.dead_letters.queue_url,
                "ORDERS_URL": orders.queue.queue_url,
                "POLICY": json.dumps(dict(policy)),
                "FLEETS": knowledge.setting(),
            },
            timeout=self.TIMEOUT,
        )
        self.add_dead_letters(feed.dead_letters)
        feed.add_consumer(self, batch_size=_BATCH, gathered_for=_GATHERED_FOR)
        ledger.grant_record(self)
        orders.grant_send(self)
