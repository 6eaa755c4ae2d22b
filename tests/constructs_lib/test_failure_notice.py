"""A run that fails in another service opens a ticket, and one that cannot be opened is kept."""

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_events as events

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.failure_notice import FailureNotice, Undelivered
from tests.assembly import Template, as_list
from tests.constructs_lib.alone import key_of, template_of


def build(stack: cdk.Stack) -> None:
    key = key_of(stack)
    key.allow_service("events.amazonaws.com")
    tickets = AlertTopic(stack, "Tickets", key=key, emails=[])
    FailureNotice(
        stack,
        "Notice",
        pattern=events.EventPattern(source=["aws.glue"]),
        tickets=tickets,
        undelivered=Undelivered(stack, "Undelivered", key=key, tickets=tickets),
    )


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


def said_to(service: str, policy: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        statement
        for statement in policy["Statement"]
        if statement["Effect"] == "Allow"
        and service in as_list(statement["Principal"].get("Service"))
    ]


def test_the_ticket_is_tried_for_a_day_and_then_kept(template: Template) -> None:
    [target] = template.only("AWS::Events::Rule")["Targets"]
    assert target["Arn"]["Ref"].startswith("Tickets")
    assert target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 86400, "MaximumRetryAttempts": 185}
    assert "Undelivered" in str(target["DeadLetterConfig"])


def test_eventbridge_publishes_without_a_condition_that_it_could_not_meet(
    template: Template,
) -> None:
    """It names neither its account nor its rule to a topic, nor to the topic's key."""
    topic = template.only("AWS::SNS::TopicPolicy")["PolicyDocument"]
    key = template.only("AWS::KMS::Key")["KeyPolicy"]
    for policy, action in ((topic, "sns:Publish"), (key, "kms:GenerateDataKey*")):
        statements = said_to("events.amazonaws.com", policy)
        assert any(
            "Condition" not in one and action in as_list(one["Action"]) for one in statements
        )


def test_a_ticket_that_cannot_be_opened_is_told_by_an_alarm(template: Template) -> None:
    alarm = template.only("AWS::CloudWatch::Alarm")
    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert "Tickets" in str(alarm["AlarmActions"])
