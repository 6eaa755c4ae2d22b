"""The function of the job desk: reads the feed, writes the ledger, counts."""

from aws_cdk import Duration
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.event_feed import EventFeed
from constructs_lib.findings import accept
from constructs_lib.job_ledger import JobLedger
from constructs_lib.metrics import may_publish
from constructs_lib.platform_function import PlatformFunction, PlatformLayer


class JobRecorder(PlatformFunction):
    TIMEOUT = Duration.seconds(30)

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: str,
        feed: EventFeed,
        ledger: JobLedger,
        layer: PlatformLayer,
        log_group: logs.ILogGroup,
    ) -> None:
        super().__init__(
            scope,
            id,
            handler="record_job_events",
            description="writes each job event into the job ledger",
            settings={
                "ENVIRONMENT": environment,
                "LEDGER_TABLE": ledger.table_name,
                "DEAD_LETTERS_URL": feed.dead_letters.queue_url,
            },
            layer=layer,
            timeout=self.TIMEOUT,
            log_group=log_group,
            key=feed.key,
        )
        self.add_dead_letters(feed.dead_letters)
        feed.add_consumer(self)
        ledger.grant_record(self)
        self.add_to_role_policy(may_publish())
        accept(
            self.execution_role,
            "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
            because="a metric is not a resource: its namespace is named by condition",
        )
