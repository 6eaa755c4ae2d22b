"""Names of jobs about which something is to be done, on their way to the function that does it."""

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sns as sns
from constructs import Construct

from constructs_lib.dead_letters import DeadLetters
from constructs_lib.domain_key import DomainKey
from constructs_lib.work_queue import WorkQueue

_AT_ONCE = 2
_BATCH = 10


class OrderQueue(Construct):
    """A name says nothing but where to look: what is to be done stands in the ledger."""

    def __init__(
        self, scope: Construct, id: str, *, key: DomainKey, consumer_timeout: Duration
    ) -> None:
        super().__init__(scope, id)
        self.dead_letters = DeadLetters(self, "DeadLetters", key=key)
        self.queue = WorkQueue(
            self,
            "Queue",
            key=key,
            dead_letters=self.dead_letters,
            consumer_timeout=consumer_timeout,
        )

    def add_consumer(self, function: lambda_.Function) -> None:
        function.add_event_source(
            sources.SqsEventSource(
                self.queue,
                batch_size=_BATCH,
                max_concurrency=_AT_ONCE,
                report_batch_item_failures=True,
            )
        )

    def grant_send(self, grantee: iam.IGrantable) -> None:
        self.queue.grant_send(grantee)

    def alarm_on_dead_letters(
        self, scope: Construct, id: str, *, description: str, topic: sns.ITopic
    ) -> cloudwatch.Alarm:
        return self.dead_letters.alarm_on_arrival(scope, id, description=description, topic=topic)

    def alarm_on_delay(
        self, scope: Construct, id: str, *, description: str, topic: sns.ITopic
    ) -> cloudwatch.Alarm:
        return self.queue.alarm_on_delay(scope, id, description=description, topic=topic)
