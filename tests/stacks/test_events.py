"""Events: every job event reaches the ledger or the dead letters, and the desk may do no more."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import config
from millrace.acting_settings import ActingSettings
from millrace.conducting_settings import ConductingSettings
from millrace.domain.job import JobEvent
from millrace.events import job_event_from
from millrace.export_settings import ExportSettings
from millrace.reconciler_settings import ReconcilerSettings
from millrace.settings import Settings
from millrace.watch_settings import WatchSettings
from tests.assembly import Assembly, Properties, Template
from tests.stacks.patterns import matches
from tests.stacks.watched import Watched

ROOT = Path(__file__).parents[2]
AS_JSON = {
    "FLEETS": json.dumps({"gpu": {"queues": {"arn": {}}, "environments": {"arn": "spot"}}}),
    "TEAM_TOPICS": "{}",
}
"""In the template they are put together when it is deployed."""
RECORDED = sorted((ROOT / "tests" / "events").glob("*.json"))


@pytest.fixture(scope="module")
def template(assembly: Assembly) -> Template:
    return assembly.template("Events")


@pytest.fixture(scope="module")
def queue(template: Template) -> Properties:
    return template.named("AWS::SQS::Queue", "FeedQueue")


@pytest.fixture(scope="module")
def function(template: Template) -> Properties:
    return template.named("AWS::Lambda::Function", "RecordJobEvents")


@pytest.fixture(scope="module")
def rules(template: Template) -> list[Properties]:
    """Those of the feed."""
    every = template.of_type("AWS::Events::Rule")
    return [rule for name, rule in every.items() if name.startswith("Feed")]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("RecordJobEvents", Settings),
        ("ActOnJobs", ActingSettings),
        ("ReconcilerReconcileLedger", ReconcilerSettings),
        ("ExportExportLedger", ExportSettings),
        ("DeadlinesConductDeadlines", ConductingSettings),
        ("FleetWatchWatchFleets", WatchSettings),
    ],
)
def test_each_function_is_given_exactly_the_settings_it_reads(
    template: Template, name: str, settings: Any
) -> None:
    function = template.named("AWS::Lambda::Function", name)
    given = Watched(function["Environment"]["Variables"] | AS_JSON)

    settings.from_env(given)

    assert given.asked == set(function["Environment"]["Variables"])


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_the_desk_is_sent_every_event_that_it_understands(
    rules: list[Properties], path: Path
) -> None:
    told = json.loads(path.read_text())

    is_heard = any(matches(rule["EventPattern"], told) for rule in rules)
    assert is_heard == isinstance(job_event_from(path.read_text()), JobEvent)


def test_an_event_that_cannot_be_queued_is_retried_for_a_day_and_then_put_aside(
    rules: list[Properties],
) -> None:
    for rule in rules:
        [target] = rule["Targets"]
        assert target["RetryPolicy"] == {
            "MaximumEventAgeInSeconds": 86400,
            "MaximumRetryAttempts": 185,
        }
        assert target["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0].startswith("FeedDeadLetters")


def test_eventbridge_may_send_to_whatever_its_rules_name(template: Template) -> None:
    allowed = {
        policy["Queues"][0]["Ref"]
        for policy in template.of_type("AWS::SQS::QueuePolicy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow"
        and statement["Principal"] == {"Service": "events.amazonaws.com"}
        and "sqs:SendMessage" in statement["Action"]
    }
    every = set(template.of_type("AWS::SQS::Queue"))
    assert allowed == {name for name in every if not name.startswith("Orders")}


def test_what_a_person_calls_in_vain_is_a_dead_letter_too(function: Properties) -> None:
    target = function["DeadLetterConfig"]["TargetArn"]["Fn::GetAtt"][0]
    assert target.startswith("FeedDeadLetters")


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
    mappings = template.of_type("AWS::Lambda::EventSourceMapping").values()
    assert sorted(mapping["BatchSize"] for mapping in mappings) == [10, 100]
    for mapping in mappings:
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert mapping["ScalingConfig"] == {"MaximumConcurrency": 2}


def test_all_queues_are_encrypted_with_our_key(template: Template) -> None:
    for queue in template.of_type("AWS::SQS::Queue").values():
        assert "MessagesKey" in str(queue["KmsMasterKeyId"])


def test_the_ledger_is_encrypted_kept_and_can_be_taken_back_in_time(template: Template) -> None:
    [name] = template.of_type("AWS::DynamoDB::Table")
    table = template.resources[name]
    assert table["DeletionPolicy"] == "Retain"
    assert table["Properties"]["SSESpecification"]["SSEType"] == "KMS"
    recovery = table["Properties"]["PointInTimeRecoverySpecification"]
    assert recovery["PointInTimeRecoveryEnabled"] is True


def test_the_recorder_writes_the_ledger_the_actor_settles_in_it_and_the_watch_reads_along(
    template: Template,
) -> None:
    [actor, writer] = template.roles_allowed("dynamodb:PutItem")
    assert actor.startswith("ActOnJobsRole")
    assert writer.startswith("RecordJobEventsRole")
    [reads, watch, records] = template.roles_allowed("dynamodb:GetItem")
    assert watch.startswith("FleetWatchWatchFleetsRole")
    assert (reads, records) == (actor, writer)


def test_only_the_actor_submits_jobs_and_only_the_conductor_ends_them_too(
    template: Template,
) -> None:
    [submitter] = template.roles_allowed("batch:SubmitJob")
    assert submitter.startswith("ActOnJobsRole")


@pytest.mark.parametrize("action", ["dynamodb:Scan", "dynamodb:DeleteItem", "dynamodb:UpdateTable"])
def test_nobody_scans_or_deletes_the_ledger(template: Template, action: str) -> None:
    assert template.roles_allowed(action) == []


def test_people_are_told_of_the_first_dead_letter(template: Template) -> None:
    alarm = template.named("AWS::CloudWatch::Alarm", "DeadLettersArrived")
    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert (alarm["Threshold"], alarm["TreatMissingData"]) == (1, "notBreaching")
    assert "Alerts" in str(alarm["AlarmActions"])


def test_the_handlers_named_in_the_template_are_there(template: Template) -> None:
    for function in template.of_type("AWS::Lambda::Function").values():
        module, _, name = function["Handler"].rpartition(".")
        assert callable(getattr(__import__(module, fromlist=[name]), name))


def test_every_alarm_names_a_section_of_the_runbook(template: Template) -> None:
    sections = re.findall(r"^## (.+)$", (ROOT / "docs" / "alarms.md").read_text(), re.MULTILINE)
    for alarm in template.of_type("AWS::CloudWatch::Alarm").values():
        named = re.search(r"\(docs/alarms\.md, (.+)\)$", alarm["AlarmDescription"])
        assert named, alarm["AlarmDescription"]
        assert named[1] in sections


def test_every_fleet_is_watched(template: Template) -> None:
    watch = template.named("AWS::Lambda::Function", "FleetWatch")
    told = str(watch["Environment"]["Variables"]["FLEETS"])
    environment = config.load("dev")
    for name in (*environment.fleets, *environment.fargate):
        assert f'"{name}":' in told.replace("\\", "")


def test_the_metrics_of_a_queue_are_found_by_the_name_that_batch_gave_it(
    template: Template, assembly: Assembly
) -> None:
    """Cut out of its ARN in the stack of the queue: Fn::Split takes nothing from another stack."""
    alarm = template.named("AWS::CloudWatch::Alarm", "GpuAlarmsNormalQueueBlocked")
    [name] = [one["Value"] for one in alarm["Dimensions"] if one["Name"] == "Queue"]
    told = assembly.template("Batch").body["Outputs"][name["Fn::GetStackOutput"]["OutputName"]]
    assert "Fn::Split" in str(told["Value"])


def test_a_fleet_that_does_not_say_what_it_uses_has_no_alarm_on_it(template: Template) -> None:
    alarms = template.of_type("AWS::CloudWatch::Alarm")
    told = {name.partition("Alarms")[0] for name in alarms if "AlarmsCapNear" in name}
    assert "Gpu" in told
    assert "Glue" not in told


def test_functions_reserve_concurrency_where_the_file_says_so(
    assembly: Assembly, production: Assembly
) -> None:
    """What makes rounds makes one at a time."""
    for made, feeds, rounds in ((assembly, None, None), (production, 5, 1)):
        functions = made.template("Events").of_type("AWS::Lambda::Function")
        for name, function in functions.items():
            reserved = function.get("ReservedConcurrentExecutions")
            is_fed = name.startswith(("RecordJobEvents", "ActOnJobs"))
            assert reserved == (feeds if is_fed else rounds), name


def test_a_function_reserves_no_less_than_its_queue_may_run_at_once(production: Assembly) -> None:
    sources = production.template("Events").of_type("AWS::Lambda::EventSourceMapping").values()
    assert sources
    assert all(source["ScalingConfig"]["MaximumConcurrency"] <= 5 for source in sources)
