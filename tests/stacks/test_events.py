"""Events: every job event reaches the ledger or the dead letters, and the desk may do no more."""

import pytest

from millrace.settings import Settings
from tests.assembly import Assembly, Properties, Template
from tests.stacks.watched import Watched


@pytest.fixture(scope="module")
def template(assembly: Assembly) -> Template:
    return assembly.template("Events")


@pytest.fixture(scope="module")
def queue(template: Template) -> Properties:
    return template.named("AWS::SQS::Queue", "FeedQueue")


@pytest.fixture(scope="module")
def function(template: Template) -> Properties:
    return template.only("AWS::Lambda::Function")


def test_the_function_is_given_exactly_the_settings_it_reads(function: Properties) -> None:
    given = Watched(function["Environment"]["Variables"])

    Settings.from_env(given)

    assert given.asked == set(given)


def test_batch_job_events_are_what_the_desk_listens_to(template: Template) -> None:
    assert template.only("AWS::Events::Rule")["EventPattern"] == {
        "source": ["aws.batch"],
        "detail-type": ["Batch Job State Change"],
    }


def test_an_event_that_cannot_be_queued_is_retried_for_a_day_and_then_put_aside(
    template: Template,
) -> None:
    [target] = template.only("AWS::Events::Rule")["Targets"]
    assert target["RetryPolicy"] == {
        "MaximumEventAgeInSeconds": 86400,
        "MaximumRetryAttempts": 185,
    }
    assert target["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0].startswith("FeedDeadLetters")


def test_eventbridge_may_send_to_both_queues(template: Template) -> None:
    allowed = {
        policy["Queues"][0]["Ref"]
        for policy in template.of_type("AWS::SQS::QueuePolicy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow"
        and statement["Principal"] == {"Service": "events.amazonaws.com"}
        and "sqs:SendMessage" in statement["Action"]
    }
    assert allowed == set(template.of_type("AWS::SQS::Queue"))


def test_a_message_is_tried_five_times_and_then_a_dead_letter(queue: Properties) -> None:
    assert queue["RedrivePolicy"]["maxReceiveCount"] == 5


def test_dead_letters_are_kept_for_two_weeks(template: Template) -> None:
    letters = template.named("AWS::SQS::Queue", "FeedDeadLetters")
    assert letters["MessageRetentionPeriod"] == 14 * 24 * 3600


def test_a_message_stays_hidden_for_six_times_as_long_as_the_function_may_run(
    queue: Properties, function: Properties
) -> None:
    assert queue["VisibilityTimeout"] >= 6 * function["Timeout"]


def test_one_bad_message_does_not_bring_back_its_batch(template: Template) -> None:
    mapping = template.only("AWS::Lambda::EventSourceMapping")
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["BatchSize"] == 10
    assert mapping["ScalingConfig"] == {"MaximumConcurrency": 2}


def test_both_queues_are_encrypted_with_our_key(template: Template) -> None:
    for queue in template.of_type("AWS::SQS::Queue").values():
        assert "MessagesKey" in str(queue["KmsMasterKeyId"])


def test_the_ledger_is_encrypted_kept_and_can_be_taken_back_in_time(template: Template) -> None:
    [name] = template.of_type("AWS::DynamoDB::Table")
    table = template.resources[name]
    assert table["DeletionPolicy"] == "Retain"
    assert table["Properties"]["SSESpecification"]["SSEType"] == "KMS"
    recovery = table["Properties"]["PointInTimeRecoverySpecification"]
    assert recovery["PointInTimeRecoveryEnabled"] is True


@pytest.mark.parametrize("action", ["dynamodb:PutItem", "dynamodb:GetItem"])
def test_only_the_recorder_touches_the_ledger(template: Template, action: str) -> None:
    [role] = template.roles_allowed(action)
    assert role.startswith("RecordJobEventsRole")


@pytest.mark.parametrize("action", ["dynamodb:Scan", "dynamodb:DeleteItem", "dynamodb:UpdateTable"])
def test_nobody_scans_or_deletes_the_ledger(template: Template, action: str) -> None:
    assert template.roles_allowed(action) == []


def test_people_are_told_of_the_first_dead_letter(template: Template) -> None:
    alarm = template.only("AWS::CloudWatch::Alarm")
    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert (alarm["Threshold"], alarm["TreatMissingData"]) == (1, "notBreaching")
    assert "Alerts" in str(alarm["AlarmActions"])


def test_the_handler_named_in_the_template_is_there(function: Properties) -> None:
    module, _, name = function["Handler"].rpartition(".")
    assert callable(getattr(__import__(module, fromlist=[name]), name))
