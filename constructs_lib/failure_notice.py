"""Runs that fail in another service of AWS open a ticket, with the event as its text."""

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.dead_letters import DeadLetters
from constructs_lib.domain_key import DomainKey
from constructs_lib.findings import accept


class Undelivered(DeadLetters):
    """Tickets that EventBridge could not open, of one stack."""

    def __init__(self, scope: Construct, id: str, *, key: DomainKey, tickets: AlertTopic) -> None:
        super().__init__(scope, id, key=key)
        accept(
            self,
            "AwsSolutions::AwsSolutions-SQS3",
            because="it is a dead-letter queue, of rules, which the check does not look at",
        )
        self.alarm_on_arrival(
            self,
            "Arrived",
            description="a run failed, and EventBridge could not open its ticket "
            "(docs/alarms.md, Undelivered tickets)",
            topic=tickets,
        )


class FailureNotice(Construct):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        pattern: events.EventPattern,
        tickets: AlertTopic,
        undelivered: DeadLetters,
    ) -> None:
        super().__init__(scope, id)
        events.Rule(
            self,
            "Rule",
            event_pattern=pattern,
            targets=[
                targets.SnsTopic(
                    tickets,
                    dead_letter_queue=undelivered,
                    retry_attempts=185,
                    max_event_age=Duration.hours(24),
                )
            ],
        )
        tickets.allow_events()
