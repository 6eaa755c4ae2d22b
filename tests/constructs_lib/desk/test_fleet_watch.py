"""The fleet watch: called every five minutes, told what to look at, and able to look only."""

import aws_cdk as cdk
import pytest
from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_batch as batch
from constructs import Construct

from constructs_lib.desk.fleet_watch import FleetWatch, Watched
from constructs_lib.desk.job_ledger import JobLedger
from constructs_lib.desk.room import Room
from millrace.watch_settings import WatchSettings
from tests.assembly import Properties, Template, as_list
from tests.constructs_lib.alone import key_of, template_of

BATCH = "arn:aws:batch:us-east-1:111122223333"


def watched(scope: Construct, *, has_gpus: bool = True) -> Watched:
    queues = {
        name: batch.JobQueue.from_job_queue_arn(scope, name, f"{BATCH}:job-queue/{name}-1a2b")
        for name in ("normal", "urgent")
    }
    part = batch.ManagedEc2EcsComputeEnvironment.from_managed_ec2_ecs_compute_environment_arn(
        scope, "Spot", f"{BATCH}:compute-environment/spot-1a2b"
    )
    return Watched(
        name="gpu",
        queues=queues,
        environments=[part],
        has_gpus=has_gpus,
        on_spot=list(queues),
    )


def build(stack: cdk.Stack) -> None:
    key = key_of(stack)
    key.allow_logs()
    key.allow_service("events.amazonaws.com")
    room = Room(stack, environment="dev", key=key, logs_key=key, logs_expire=Duration.days(30))
    FleetWatch(
        stack,
        "Watch",
        room=room,
        fleets=[watched(stack)],
        ledger=JobLedger(stack, "Ledger", key=key, removal_policy=RemovalPolicy.RETAIN),
    )


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


@pytest.fixture(scope="module")
def function(template: Template) -> Properties:
    return template.only("AWS::Lambda::Function")


def test_it_is_told_which_fleets_there_are(function: Properties) -> None:
    given = function["Environment"]["Variables"]
    assert set(given) == {"ENVIRONMENT", "FLEETS", "LEDGER_TABLE"}

    [fleet] = WatchSettings.from_env({**given, "LEDGER_TABLE": "jobs"}).fleets

    assert fleet.name == "gpu"
    assert fleet.queues == [f"{BATCH}:job-queue/{name}-1a2b" for name in ("normal", "urgent")]
    assert fleet.environments == [f"{BATCH}:compute-environment/spot-1a2b"]


def test_it_runs_every_five_minutes(template: Template) -> None:
    assert template.only("AWS::Events::Rule")["ScheduleExpression"] == "rate(5 minutes)"


def test_a_round_that_nobody_takes_is_a_dead_letter_before_the_next_one(template: Template) -> None:
    [target] = template.only("AWS::Events::Rule")["Targets"]
    assert target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 300, "MaximumRetryAttempts": 2}
    assert "DeadLetters" in str(target["DeadLetterConfig"])


def test_a_round_that_fails_is_one_too(template: Template, function: Properties) -> None:
    assert "DeadLetters" in str(function["DeadLetterConfig"]["TargetArn"])
    assert len(template.roles_allowed("sqs:SendMessage")) == 1


def test_lambda_is_told_of_the_dead_letters_when_the_role_may_send_there(
    template: Template,
) -> None:
    [waiting] = [
        resource["DependsOn"]
        for resource in template.resources.values()
        if resource["Type"] == "AWS::Lambda::Function"
    ]
    assert any("DefaultPolicy" in name for name in waiting)


def test_it_may_look_and_change_nothing(template: Template) -> None:
    """What else it looks at, all of the desk does: its policies are held to that in one place."""
    actions = {a for _, s in template.statements() for a in as_list(s["Action"])}
    assert {a for a in actions if a.startswith(("batch:", "dynamodb:", "sagemaker:"))} == {
        "dynamodb:GetItem"
    }
    role = template.named("AWS::IAM::Role", "WatchWatchFleetsRole")
    assert [one["Ref"][:7] for one in role["ManagedPolicyArns"]] == ["Reporti", "Looking"]
