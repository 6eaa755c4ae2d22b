"""The feed: every event that the desk can read comes in, by its own rules, and nothing else."""

from typing import Any

import pytest

from millrace.sources import READERS
from tests.assembly import Properties, Template, as_list


def rules(desk: Template) -> dict[str, Properties]:
    every = desk.of_type("AWS::Events::Rule")
    return {name: rule for name, rule in every.items() if "EventPattern" in rule}


def senders(desk: Template, queue: str) -> list[tuple[str, Any]]:
    """Who may send there, and on behalf of what."""
    policy = desk.named("AWS::SQS::QueuePolicy", f"{queue}Policy")["PolicyDocument"]
    return [
        (statement["Principal"]["Service"], statement["Condition"]["ArnEquals"]["aws:SourceArn"])
        for statement in policy["Statement"]
        if statement["Effect"] == "Allow"
    ]


def test_it_hears_exactly_what_the_desk_can_read(desk: Template) -> None:
    heard = {
        (source, kind)
        for rule in rules(desk).values()
        for source in rule["EventPattern"]["source"]
        for kind in rule["EventPattern"]["detail-type"]
    }
    assert heard == {(source, kind) for source, kinds in READERS.items() for kind in kinds}


def test_of_alarms_it_hears_those_of_its_own_environment(desk: Template) -> None:
    [rule] = [rule for name, rule in rules(desk).items() if name.startswith("FeedAlarms")]
    assert rule["EventPattern"]["detail"] == {"alarmName": [{"prefix": "Millrace-dev-"}]}


@pytest.mark.parametrize("queue", ["FeedQueue", "FeedDeadLetters"])
def test_its_rules_and_its_topic_may_send_and_nobody_else(desk: Template, queue: str) -> None:
    allowed = senders(desk, queue)
    named = {source["Fn::GetAtt"][0] for who, source in allowed if who == "events.amazonaws.com"}
    assert named == set(rules(desk))
    assert [source["Ref"][:7] for who, source in allowed if who == "sns.amazonaws.com"] == [
        "Budgets"
    ]
    assert len(allowed) == len(named) + 1


def test_an_event_that_cannot_be_queued_is_tried_for_a_day_and_then_kept(desk: Template) -> None:
    for rule in rules(desk).values():
        [target] = rule["Targets"]
        assert target["RetryPolicy"] == {
            "MaximumEventAgeInSeconds": 86400,
            "MaximumRetryAttempts": 185,
        }
        assert "FeedDeadLetters" in str(target["DeadLetterConfig"])


def test_a_hundred_events_come_at_once_and_two_batches_at_a_time(desk: Template) -> None:
    source = desk.named("AWS::Lambda::EventSourceMapping", "RecordJobEvents")
    assert (source["BatchSize"], source["MaximumBatchingWindowInSeconds"]) == (100, 1)
    assert source["ScalingConfig"] == {"MaximumConcurrency": 2}
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_budgets_come_in_their_envelope_which_has_an_id_and_a_time(desk: Template) -> None:
    [subscription] = [
        found
        for found in desk.of_type("AWS::SNS::Subscription").values()
        if found["Protocol"] == "sqs"
    ]
    assert subscription.get("RawMessageDelivery") in (None, False)
    assert "FeedDeadLetters" in str(subscription["RedrivePolicy"])


def test_topics_of_the_account_may_write_under_the_key(desk: Template) -> None:
    statements = desk.only("AWS::KMS::Key")["KeyPolicy"]["Statement"]
    [found] = [one for one in statements if "sns.amazonaws.com" in str(one["Principal"])]
    assert {"kms:Decrypt", "kms:GenerateDataKey*"} <= set(as_list(found["Action"]))
    assert "111122223333" in str(found["Condition"]["ArnLike"]["aws:SourceArn"])


def test_a_message_that_waits_for_ten_minutes_is_told(desk: Template) -> None:
    alarm = desk.named("AWS::CloudWatch::Alarm", "FeedDelayed")
    assert alarm["MetricName"] == "ApproximateAgeOfOldestMessage"
    assert (alarm["Threshold"], alarm["Statistic"]) == (600, "Maximum")
    assert alarm["ComparisonOperator"] == "GreaterThanThreshold"
    assert alarm["TreatMissingData"] == "notBreaching"


class TestTheArchive:
    @pytest.fixture
    def archive(self, desk: Template) -> Properties:
        return desk.only("AWS::Events::Archive")

    def test_it_keeps_what_the_rules_hear(self, desk: Template, archive: Properties) -> None:
        patterns = [rule["EventPattern"] for rule in rules(desk).values()]
        for field in ("source", "detail-type"):
            every = {value for pattern in patterns for value in pattern[field]}
            assert set(archive["EventPattern"][field]) == every

    def test_for_so_many_days_and_under_our_key(self, archive: Properties) -> None:
        assert archive["RetentionDays"] == 7
        assert archive["KmsKeyIdentifier"]["Fn::GetAtt"][0].startswith("Key")

    def test_it_may_move_events_under_another_data_key(self, desk: Template) -> None:
        statements = desk.only("AWS::KMS::Key")["KeyPolicy"]["Statement"]
        [found] = [one for one in statements if "event-bus" in str(one.get("Condition"))]
        assert {"kms:ReEncryptFrom", "kms:ReEncryptTo"} <= set(as_list(found["Action"]))
        assert found["Principal"] == {"Service": "events.amazonaws.com"}
