"""Whom the job desk tells when it falls behind, and when a fleet is not well."""

from collections.abc import Sequence

from constructs import Construct

from config import Environment
from constructs_lib.alert_topic import AlertTopic
from constructs_lib.desk.fleet_watch import FleetWatch, Watched
from constructs_lib.desk.job_alarms import FleetAlarms, Thresholds
from constructs_lib.desk.job_ledger import JobLedger
from constructs_lib.desk.orders import OrderQueue
from constructs_lib.desk.room import Room
from constructs_lib.event_feed import EventFeed
from constructs_lib.ids import id_of
from stacks.foundation_stack import FoundationStack


def tell_of_queues(
    scope: Construct, *, feed: EventFeed, orders: OrderQueue, page: AlertTopic
) -> None:
    feed.alarm_on_dead_letters(
        scope,
        "DeadLettersArrived",
        description="a job event could not be recorded: look at it, mend, send it again "
        "(docs/alarms.md, Dead letters)",
        topic=page,
    )
    feed.alarm_on_delay(
        scope,
        "FeedDelayed",
        description="job events wait for more than ten minutes to be recorded "
        "(docs/alarms.md, Feed falls behind)",
        topic=page,
    )
    orders.alarm_on_dead_letters(
        scope,
        "OrdersFailed",
        description="what the desk decided about a job could not be carried out "
        "(docs/alarms.md, Order failed)",
        topic=page,
    )
    orders.alarm_on_delay(
        scope,
        "OrdersDelayed",
        description="what the desk decided about jobs waits for more than ten minutes "
        "(docs/alarms.md, Orders fall behind)",
        topic=page,
    )


def watch(
    scope: Construct,
    environment: Environment,
    *,
    room: Room,
    ledger: JobLedger,
    fleets: Sequence[Watched],
    foundation: FoundationStack,
) -> None:
    FleetWatch(scope, "FleetWatch", room=room, fleets=fleets, ledger=ledger).alarm_on_failure(
        foundation.ticket, says="nobody looks at the fleets", section="Watch failed"
    )
    for fleet in fleets:
        FleetAlarms(
            scope,
            f"{id_of(fleet.name)}Alarms",
            environment=environment.name,
            fleet=fleet,
            page=foundation.page,
            ticket=foundation.ticket,
            thresholds=Thresholds(),
        )
