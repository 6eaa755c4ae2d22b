"""Who approves models is told of each that waits: its worth, its rival, and the very command."""

import shlex
from dataclasses import replace

import boto3
import pytest

from millrace.domain.approval import ApprovalDesk, Message, Report, Told, message
from millrace.domain.registry import Package
from tests.lambda_.registered import (
    ARN,
    EXECUTION,
    PACKAGE,
    REGISTRATION,
    REPORT_URI,
    Inbox,
    KnownRegistry,
    KnownReports,
)

REPORT = Report(metrics={"accuracy": 0.98125, "loss": 0.05}, champion={"accuracy": 0.97})


def told(package: Package = PACKAGE, report: Report = REPORT) -> Message:
    return message(REGISTRATION, package, report)


def desk(package: Package, inbox: Inbox) -> ApprovalDesk:
    reports = KnownReports({REPORT_URI: REPORT})
    return ApprovalDesk(registry=KnownRegistry((package,)), reports=reports, approvers=inbox)


def test_the_ticket_says_what_waits_and_where_it_comes_from() -> None:
    assert told().subject == "dev-digits 3 waits for approval"
    assert told().text.splitlines()[:2] == [
        "the pipeline dev-digits has registered version 3 of",
        "dev-digits; it serves when somebody approves it",
    ]
    assert f"execution: {EXECUTION}" in told().text
    assert f"evaluation: {REPORT_URI}" in told().text


def test_each_metric_stands_beside_that_of_the_model_that_serves() -> None:
    lines = told().text.splitlines()
    assert "accuracy: 0.9812 (the model that serves now: 0.97)" in lines
    assert "loss: 0.05" in lines


def test_a_model_without_metrics_is_told_of_as_one() -> None:
    assert "no metrics are registered with it" in told(report=Report()).text


@pytest.mark.parametrize("status", ["Approved", "Rejected"])
def test_the_command_is_one_that_the_aws_cli_takes(status: str) -> None:
    [command] = [line for line in told().text.splitlines() if line.endswith(status)]
    program, service, operation, *flags = shlex.split(command)
    given = dict(zip(flags[::2], flags[1::2], strict=True))
    model = boto3.client("sagemaker", "us-east-1").meta.service_model
    takes = model.operation_model("UpdateModelPackage").input_shape
    assert (program, service, operation) == ("aws", "sagemaker", "update-model-package")
    assert given.pop("--region") == "eu-west-1"
    assert given == {"--model-package-arn": ARN, "--model-approval-status": status}
    assert takes is not None
    assert {"ModelPackageArn", "ModelApprovalStatus"} <= set(takes.members)


def test_a_subject_is_never_longer_than_sns_takes() -> None:
    assert len(told(replace(PACKAGE, group="g" * 120)).subject) == 100


def test_two_tickets_of_one_registration_can_be_known_as_one() -> None:
    assert told().identity == told(report=Report()).identity
    assert told().identity == {"execution": EXECUTION, "package": ARN}


def test_a_model_that_waits_is_told_of() -> None:
    inbox = Inbox()
    assert desk(PACKAGE, inbox).settle(REGISTRATION) is Told.TOLD
    assert inbox.messages == [told()]


def test_a_model_without_a_report_is_told_of_too() -> None:
    inbox = Inbox()
    desk(replace(PACKAGE, report_uri=None), inbox).settle(REGISTRATION)
    [sent] = inbox.messages
    assert "no metrics are registered with it" in sent.text
    assert "evaluation:" not in sent.text


@pytest.mark.parametrize("approval", ["Approved", "Rejected"])
def test_what_is_decided_on_is_asked_of_nobody(approval: str) -> None:
    inbox = Inbox()
    settled = desk(replace(PACKAGE, approval=approval), inbox).settle(REGISTRATION)
    assert (settled, inbox.messages) == (Told.DECIDED, [])


def test_a_report_that_cannot_be_read_tells_nobody_and_fails_the_step() -> None:
    inbox = Inbox()
    lost = ApprovalDesk(
        registry=KnownRegistry((PACKAGE,)), reports=KnownReports({}), approvers=inbox
    )
    with pytest.raises(KeyError):
        lost.settle(REGISTRATION)
    assert inbox.messages == []
