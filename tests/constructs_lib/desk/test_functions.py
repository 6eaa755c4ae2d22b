"""The desk's functions: told exactly what they read, traced, and able to do just their part."""

import importlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from millrace.acting_settings import ActingSettings
from millrace.conducting_settings import ConductingSettings
from millrace.export_settings import ExportSettings
from millrace.fleets import fleets_from, policy_from
from millrace.reap_settings import ReapSettings
from millrace.reconciler_settings import ReconcilerSettings
from millrace.settings import Settings
from tests.assembly import Properties, Template, as_list
from tests.constructs_lib.desk.whole import BATCH, POLICY
from tests.stacks.watched import Watched

FUNCTIONS = (
    *("RecordJobEvents", "ActOnJobs", "Reconciler"),
    *("Export", "Deadlines", "Reaper"),
)
ROUNDS = {
    "Reconciler": ("rate(5 minutes)", 240),
    "Export": ("rate(1 day)", 60),
    "Deadlines": ("rate(5 minutes)", 120),
    "Reaper": ("rate(1 hour)", 300),
}
READ: dict[str, Callable[[Mapping[str, str]], object]] = {
    "RecordJobEvents": Settings.from_env,
    "ActOnJobs": ActingSettings.from_env,
    "Reconciler": ReconcilerSettings.from_env,
    "Export": ExportSettings.from_env,
    "Deadlines": ConductingSettings.from_env,
    "Reaper": ReapSettings.from_env,
}
NORMAL, TWIN = f"{BATCH}:job-queue/normal-1a2b", f"{BATCH}:job-queue/normal-on-demand-1a2b"


def function(desk: Template, name: str) -> Properties:
    return desk.named("AWS::Lambda::Function", name)


def told(desk: Template, name: str) -> dict[str, Any]:
    """Its settings; what only the deployment knows stands as JSON of its own."""
    variables = function(desk, name)["Environment"]["Variables"]
    return {key: _text(value) for key, value in variables.items()}


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if "Fn::Join" in value:
        return "".join(_text(one) for one in value["Fn::Join"][1])
    return f"arn:{next(iter(value.values()))}".replace("'", "").replace('"', "")


def statements(desk: Template, role: str) -> list[Mapping[str, Any]]:
    return [statement for name, statement in desk.statements() if name.startswith(role)]


def may(desk: Template, role: str) -> set[str]:
    return {action for one in statements(desk, role) for action in as_list(one["Action"])}


@pytest.mark.parametrize("name", READ)
def test_each_is_told_exactly_what_it_reads(desk: Template, name: str) -> None:
    given = Watched(told(desk, name))

    READ[name](given)

    assert given.asked == set(given)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_it_is_traced_and_its_role_may_say_so(desk: Template, name: str) -> None:
    made = function(desk, name)
    assert made["TracingConfig"] == {"Mode": "Active"}
    role = desk.resources[made["Role"]["Fn::GetAtt"][0]]["Properties"]
    attached = {one["Ref"] for one in role["ManagedPolicyArns"]}
    [reporting] = [n for n in desk.of_type("AWS::IAM::ManagedPolicy") if n.startswith("Reporting")]
    assert reporting in attached


def test_metrics_are_published_into_our_namespace_alone(desk: Template) -> None:
    policy = desk.named("AWS::IAM::ManagedPolicy", "Reporting")["PolicyDocument"]
    [statement] = [one for one in policy["Statement"] if "PutMetricData" in str(one)]
    assert statement["Condition"] == {"StringEquals": {"cloudwatch:namespace": "Millrace/Batch"}}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_its_handler_is_in_the_tree(desk: Template, name: str) -> None:
    module = function(desk, name)["Handler"].rpartition(".")[0]
    assert callable(importlib.import_module(module).handler)


class TestTheRecorder:
    def test_its_policy_and_fleets_are_read_as_they_were_told(self, desk: Template) -> None:
        given = told(desk, "RecordJobEvents")

        policy = policy_from(given["POLICY"], given["FLEETS"])

        assert {name: getattr(policy, name) for name in POLICY} == POLICY
        fleets = policy.fleets
        assert fleets.other(NORMAL, "on-demand") == TWIN
        assert fleets.other(TWIN, "spot") == NORMAL
        assert fleets.is_spot(f"{BATCH}:compute-environment/spot-1a2b_Batch_9") is True
        assert fleets.usd_per_vcpu_hour(TWIN, on_spot=False) == 0.15
        assert fleets.usd_per_ml_hour("ml.m5.large") == 0.115

    def test_the_next_size_is_larger(self, desk: Template) -> None:
        fleets = fleets_from(told(desk, "RecordJobEvents")["FLEETS"])
        size = fleets.larger(NORMAL, memory_mib=14_000, vcpus=4, gpus=1)
        assert size is not None
        assert size.memory_mib == 14_745

    def test_it_names_jobs_to_the_orders_and_acts_on_none(self, desk: Template) -> None:
        actions = may(desk, "RecordJobEvents")
        assert "sqs:SendMessage" in actions
        assert not {action for action in actions if action.startswith(("batch:", "sns:"))}


class TestTheActor:
    def test_it_is_told_no_prices(self, desk: Template) -> None:
        [fleet] = json.loads(told(desk, "ActOnJobs")["FLEETS"]).values()
        assert set(fleet) == {"queues", "sizes"}

    def test_it_submits_into_queues_of_the_environment_alone(self, desk: Template) -> None:
        asked = [s for s in statements(desk, "ActOnJobs") if "batch:SubmitJob" in str(s["Action"])]
        queues, definitions = asked
        assert set(as_list(queues["Resource"])) == {NORMAL, TWIN}
        assert definitions["Resource"] == f"{BATCH}:job-definition/*:*"
        assert definitions["Condition"] == {
            "StringEquals": {"aws:ResourceTag/millrace:environment": "dev"}
        }

    def test_it_tells_the_topics_and_its_teams(self, desk: Template) -> None:
        [topics] = [
            str(s["Resource"]) for s in statements(desk, "ActOnJobs") if "sns:" in str(s["Action"])
        ]
        assert all(name in topics for name in ("Page", "Ticket", "TeamsVision"))
        assert "Budgets" not in topics
        assert json.loads(told(desk, "ActOnJobs")["TEAM_TOPICS"]).keys() == {"vision"}

    def test_executions_of_its_pipelines_may_go_on(self, desk: Template) -> None:
        [asked] = [s for s in statements(desk, "ActOnJobs") if "sagemaker:" in str(s["Action"])]
        assert asked["Resource"].endswith(":pipeline/millrace-dev-digits/execution/*")

    def test_an_order_is_hidden_for_as_long_as_its_lease(self, desk: Template) -> None:
        assert function(desk, "ActOnJobs")["Timeout"] == 60
        queue = desk.named("AWS::SQS::Queue", "OrdersQueue")
        assert queue["VisibilityTimeout"] == 360
        assert queue["RedrivePolicy"]["maxReceiveCount"] == 5
        source = desk.named("AWS::Lambda::EventSourceMapping", "ActOnJobs")
        assert (source["BatchSize"], source["ScalingConfig"]) == (10, {"MaximumConcurrency": 2})
        assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]

    def test_only_who_sends_orders_may_send_there(self, desk: Template) -> None:
        allowed = {
            role
            for role, statement in desk.statements()
            if "sqs:SendMessage" in as_list(statement["Action"])
            and "OrdersQueue" in str(statement["Resource"])
        }
        assert {role[:10] for role in allowed} == {"RecordJobE", "Reconciler"}


def test_jobs_that_we_did_not_submit_cannot_be_ended(desk: Template) -> None:
    policy = desk.named("AWS::IAM::ManagedPolicy", "Moving")["PolicyDocument"]
    [end] = [one for one in policy["Statement"] if one["Action"] == "batch:TerminateJob"]
    assert end["Condition"] == {"Null": {"aws:ResourceTag/millrace:submitted-by": "false"}}


@pytest.mark.parametrize("name", ["ActOnJobs", "Deadlines"])
def test_who_ends_jobs_has_that_policy(desk: Template, name: str) -> None:
    role = desk.resources[function(desk, name)["Role"]["Fn::GetAtt"][0]]["Properties"]
    assert "Moving" in str(role["ManagedPolicyArns"])


@pytest.mark.parametrize("name", ROUNDS)
def test_a_round_is_over_before_the_next_and_a_dead_letter_when_it_failed(
    desk: Template, name: str
) -> None:
    rate, timeout = ROUNDS[name]
    rule = desk.named("AWS::Events::Rule", f"{name}Schedule")
    [target] = rule["Targets"]
    assert rule["ScheduleExpression"] == rate
    assert function(desk, name)["Timeout"] == timeout
    assert target["RetryPolicy"]["MaximumRetryAttempts"] == 2
    for letters in (target["DeadLetterConfig"], function(desk, name)["DeadLetterConfig"]):
        assert f"{name}DeadLetters" in str(letters)


def test_a_round_that_failed_is_told_with_its_section(desk: Template) -> None:
    alarm = desk.named("AWS::CloudWatch::Alarm", "ReconcilerFailed")
    assert alarm["AlarmDescription"] == (
        "nothing is repaired: a round failed three times (docs/alarms.md, Reconciler failed)"
    )
    assert "Page" in str(alarm["AlarmActions"])


def test_looking_changes_nothing(desk: Template) -> None:
    policy = desk.named("AWS::IAM::ManagedPolicy", "Looking")["PolicyDocument"]
    [statement] = policy["Statement"]
    assert all(re.match(r"(batch|sagemaker):(Describe|List)", a) for a in statement["Action"])


def test_the_reaper_stops_only_what_carries_the_tag_of_the_environment(desk: Template) -> None:
    changing = [
        one
        for one in statements(desk, "Reaper")
        if re.search(r"sagemaker:(Delete|Stop|Add)", str(one["Action"]))
    ]
    assert len(changing) == 2
    for one in changing:
        assert one["Condition"] == {"StringEquals": {"aws:ResourceTag/millrace:environment": "dev"}}


def test_a_team_is_told_by_a_topic_of_its_own(desk: Template) -> None:
    [team] = [n for n in desk.of_type("AWS::SNS::Topic") if n.startswith("TeamsVision")]
    [mail] = [
        s for s in desk.of_type("AWS::SNS::Subscription").values() if s["Protocol"] == "email"
    ]
    assert mail["TopicArn"] == {"Ref": team}
    assert mail["Endpoint"] == "vision@example.com"
