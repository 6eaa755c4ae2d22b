"""The job desk: every job event reaches the ledger or the dead letters, and people what matters."""

from collections.abc import Sequence

from aws_cdk import CfnOutput
from aws_cdk import aws_events as events
from constructs import Construct

from config import Environment
from constructs_lib.event_feed import EventFeed
from constructs_lib.fleet_watch import FleetWatch, Watched
from constructs_lib.ids import id_of
from constructs_lib.job_alarms import FleetAlarms, Thresholds
from constructs_lib.job_ledger import JobLedger
from constructs_lib.job_recorder import JobRecorder
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformLayer
from stacks.foundation_stack import FoundationStack
from stacks.platform_stack import PlatformStack


class EventsStack(PlatformStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        foundation: FoundationStack,
        fleets: Sequence[Watched] = (),
    ) -> None:
        super().__init__(scope, id, environment=environment)
        self._environment = environment.name
        self._foundation = foundation
        self._packages = PlatformLayer(self, "Packages")
        self.ledger = JobLedger(
            self, "Ledger", key=foundation.data_key, removal_policy=foundation.removal_policy
        )
        self.feed = EventFeed(
            self,
            "Feed",
            pattern=events.EventPattern(
                source=["aws.batch"],
                detail_type=["Batch Job State Change", "Batch Job Queue Blocked"],
            ),
            key=foundation.messages_key,
            consumer_timeout=JobRecorder.TIMEOUT,
        )
        self.recorder = JobRecorder(
            self,
            "RecordJobEvents",
            environment=environment.name,
            feed=self.feed,
            ledger=self.ledger,
            layer=self._packages,
            log_group=self._logs("RecordJobEventsLogs"),
        )
        self.feed.alarm_on_dead_letters(
            self,
            "DeadLettersArrived",
            description="a job event could not be recorded: look at it, mend, send it again "
            "(docs/alarms.md, Dead letters)",
            topic=foundation.page,
        )
        if fleets:
            self._watch(fleets)

        CfnOutput(self, "LedgerTable", value=self.ledger.table_name)
        CfnOutput(self, "JobEvents", value=self.feed.queue.queue_url)
        CfnOutput(self, "DeadLetters", value=self.feed.dead_letters.queue_url)

    def _watch(self, fleets: Sequence[Watched]) -> None:
        watch = FleetWatch(
            self,
            "FleetWatch",
            environment=self._environment,
            fleets=fleets,
            ledger=self.ledger,
            key=self._foundation.messages_key,
            layer=self._packages,
            log_group=self._logs("WatchFleetsLogs"),
        )
        watch.alarm_on_failure(self._foundation.ticket)
        for fleet in fleets:
            FleetAlarms(
                self,
                f"{id_of(fleet.name)}Alarms",
                environment=self._environment,
                fleet=fleet,
                page=self._foundation.page,
                ticket=self._foundation.ticket,
                thresholds=Thresholds(),
            )

    def _logs(self, id: str) -> PlatformLogGroup:
        keep = self._foundation
        return PlatformLogGroup(self, id, key=keep.logs_key, expire=keep.logs_expire)
