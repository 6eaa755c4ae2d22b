"""A file share: what changed is copied below its prefix, and nothing is deleted there."""

import aws_cdk as cdk
import pytest
from aws_cdk import Duration

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.failure_notice import Undelivered
from constructs_lib.file_source import FileSource, NfsShare
from constructs_lib.log_group import PlatformLogGroup
from tests.assembly import Properties, Template, as_list
from tests.constructs_lib.alone import ACCOUNT, key_of, template_of, zone_of

AGENT = f"arn:aws:datasync:us-east-1:{ACCOUNT}:agent/agent-0b0addbeef44baca3"


def build(stack: cdk.Stack) -> None:
    key = key_of(stack)
    key.allow_logs()
    key.allow_service("events.amazonaws.com")
    source = FileSource(
        stack,
        "Scans",
        name="scans",
        share=NfsShare(host="nas.example.com", path="/exports/scans", agent_arns=[AGENT]),
        schedule="cron(0 3 * * ? *)",
        zone=zone_of(stack, key),
        log_group=PlatformLogGroup(stack, "SourceLogs", key=key, expire=Duration.days(30)),
    )
    tickets = AlertTopic(stack, "Tickets", key=key, emails=[])
    undelivered = Undelivered(stack, "Undelivered", key=key, tickets=tickets)
    source.on_failed_run(tickets=tickets, undelivered=undelivered)


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


@pytest.fixture(scope="module")
def task(template: Template) -> Properties:
    return template.only("AWS::DataSync::Task")


def test_the_share_is_read_through_its_agent(template: Template) -> None:
    share = template.only("AWS::DataSync::LocationNFS")
    assert (share["ServerHostname"], share["Subdirectory"]) == ("nas.example.com", "/exports/scans")
    assert share["OnPremConfig"] == {"AgentArns": [AGENT]}


def test_files_go_below_the_prefix_of_the_source(template: Template) -> None:
    location = template.only("AWS::DataSync::LocationS3")
    assert location["Subdirectory"] == "/scans"
    assert "Raw" in str(location["S3BucketArn"])


def test_the_task_runs_by_itself(task: Properties) -> None:
    assert task["Schedule"] == {"ScheduleExpression": "cron(0 3 * * ? *)"}


def test_what_is_deleted_on_the_share_stays(task: Properties) -> None:
    assert task["Options"]["PreserveDeletedFiles"] == "PRESERVE"


def test_what_was_copied_is_verified(task: Properties) -> None:
    assert task["Options"]["VerifyMode"] == "ONLY_FILES_TRANSFERRED"


def test_datasync_touches_its_prefix_only(template: Template) -> None:
    objects = [
        str(resource)
        for _, statement in template.statements()
        if {"s3:PutObject", "s3:DeleteObject"} & set(as_list(statement["Action"]))
        for resource in as_list(statement["Resource"])
    ]
    assert objects
    assert all("/scans/*" in resource for resource in objects)


def test_datasync_may_write_its_log(template: Template) -> None:
    policy = str(template.only("AWS::Logs::ResourcePolicy")["PolicyDocument"])
    assert "datasync.amazonaws.com" in policy
    assert ACCOUNT in policy


def test_a_run_of_this_task_that_fails_is_told_and_no_other(template: Template) -> None:
    [name] = template.of_type("AWS::DataSync::Task")
    assert template.only("AWS::Events::Rule")["EventPattern"] == {
        "source": ["aws.datasync"],
        "detail-type": ["DataSync Task Execution State Change"],
        "resources": [{"prefix": {"Fn::Join": ["", [{"Ref": name}, "/execution/"]]}}],
        "detail": {"State": ["ERROR"]},
    }
