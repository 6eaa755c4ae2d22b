"""The job desk: every job event reaches the ledger or the dead letters."""

from aws_cdk import CfnOutput, Duration
from aws_cdk import aws_events as events
from constructs import Construct

from config import Environment
from constructs_lib.event_feed import EventFeed
from constructs_lib.job_ledger import JobLedger
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformFunction, PlatformLayer
from stacks.foundation_stack import FoundationStack
from stacks.platform_stack import PlatformStack

_TIMEOUT = Duration.seconds(30)


class EventsStack(PlatformStack):
    def __init__(
        self, scope: Construct, id: str, *, environment: Environment, foundation: FoundationStack
    ) -> None:
        super().__init__(scope, id, environment=environment)
        self.ledger = JobLedger(
            self, "Ledger", key=foundation.data_key, removal_policy=foundation.removal_policy
        )
        self.feed = EventFeed(
            self,
            "Feed",
            pattern=events.EventPattern(
                source=["aws.batch"], detail_type=["Batch Job State Change"]
            ),
            key=foundation.messages_key,
            consumer_timeout=_TIMEOUT,
        )
        self.recorder = PlatformFunction(
            self,
            "RecordJobEvents",
            handler="record_job_events",
            description="writes each job event into the job ledger",
            settings={
                "LEDGER_TABLE": self.ledger.table_name,
                "DEAD_LETTERS_URL": self.feed.dead_letters.queue_url,
            },
            layer=PlatformLayer(self, "Packages"),
            timeout=_TIMEOUT,
            log_group=PlatformLogGroup(
                self,
                "RecordJobEventsLogs",
                key=foundation.logs_key,
                expire=foundation.logs_expire,
            ),
        )
        self.feed.add_consumer(self.recorder)
        self.feed.grant_send_dead_letters(self.recorder)
        self.ledger.grant_record(self.recorder)

        self.feed.alarm_on_dead_letters(
            self,
            "DeadLettersArrived",
            description="a job event could not be recorded: look at it, mend, send it again",
            topic=foundation.page,
        )

        CfnOutput(self, "LedgerTable", value=self.ledger.table_name)
        CfnOutput(self, "JobEvents", value=self.feed.queue.queue_url)
        CfnOutput(self, "DeadLetters", value=self.feed.dead_letters.queue_url)
