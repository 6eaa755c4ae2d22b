"""EC2, CloudWatch, Kubernetes and AWS Budgets: each in words of its own."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from millrace.domain.job import JobEvent, Kind, Service, State
from millrace.events import Ignored, job_event_from
from millrace.fields import MalformedError
from millrace.sources import Because
from tests.lambda_.sources.reading import body, recorded, told, told_without

SPOT, REBALANCE = "ec2-spot-interruption-warning", "ec2-rebalance-recommendation"
ALARM, POD, BUDGET = "cloudwatch-alarm", "eks-job-failed", "budget-exceeded"


def test_an_instance_that_is_taken_away_is_gone_and_says_how() -> None:
    read = told(SPOT)

    assert (read.job_id, read.kind) == ("instance/i-0a1b2c3d4e5f67890", Kind.INSTANCE)
    assert (read.state, read.facts.status) == (State.GONE, "spot-terminate")
    assert (read.service, read.facts.on_spot) == (Service.EC2, True)


def test_a_rebalance_recommendation_is_about_the_same_instance() -> None:
    read = told(REBALANCE)

    assert (read.job_id, read.state) == (told(SPOT).job_id, State.CHANGING)
    assert (read.facts.arn or "").startswith("arn:aws:ec2:us-east-1a:")


@pytest.mark.parametrize("odd", [..., None, "", 7])
def test_an_instance_that_is_not_named_is_nothing(odd: object) -> None:
    with pytest.raises(MalformedError, match="instance-id must be a text"):
        job_event_from(body(SPOT, **{"instance-id": odd}))


def test_how_an_instance_goes_is_not_needed() -> None:
    read = told_without(SPOT, "resources", **{"instance-action": None})

    assert (read.facts.status, read.facts.arn) == ("spot-terminate", None)


@pytest.mark.parametrize(
    ("value", "state"),
    [
        *(("ALARM", State.BROKEN), ("OK", State.READY)),
        *(("INSUFFICIENT_DATA", State.CHANGING), ("NEW", State.CHANGING)),
    ],
)
def test_an_alarm_goes_off_and_is_over(value: str, state: State) -> None:
    read = told(ALARM, state={"value": value, "reason": "why"})

    assert (read.job_id, read.kind, read.state) == ("alarm/digits-drift", Kind.ALARM, state)
    assert (read.facts.status, read.state_reason) == (value, "why")


def test_an_alarm_may_have_any_name_that_cloudwatch_takes_and_its_own_tags() -> None:
    read = told(ALARM, alarmName="Drift (älter) / 10 %", alarmTags={"millrace:team": "vision"})

    assert read.job_id == "alarm/Drift (älter) / 10 %"
    assert read.facts.team == "vision"


@pytest.mark.parametrize("odd", [{"state": None}, {"state": {}}, {"alarmName": ""}, {"state": "x"}])
def test_an_alarm_without_its_name_or_its_state_is_nothing(odd: dict[str, Any]) -> None:
    with pytest.raises(MalformedError):
        job_event_from(body(ALARM, **odd))


def test_a_job_of_kubernetes_is_known_by_cluster_namespace_and_name() -> None:
    read = told(POD)

    assert read.job_id == "kubernetes/research/vision/digits-7"
    assert (read.kind, read.service, read.state) == (Kind.POD_JOB, Service.EKS, State.FAILED)
    assert (read.attempts[1].exit_code, read.facts.team) == (137, "vision")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *(("Suspended", State.RUNNABLE), ("Pending", State.STARTING)),
        *(("Running", State.RUNNING), ("Complete", State.SUCCEEDED), ("Odd", State.RUNNING)),
    ],
)
def test_a_suspended_job_waits_for_its_place(status: str, state: State) -> None:
    read = told(POD, status=status)

    assert read.state is state
    assert (read.attempts[1].stopped_at is not None) == state.terminal


@pytest.mark.parametrize("member", ["cluster", "namespace", "job", "status"])
def test_a_job_of_kubernetes_needs_its_place_and_its_status(member: str) -> None:
    with pytest.raises(MalformedError, match=f"{member} must be a text"):
        job_event_from(body(POD, **{member: ...}))


def notice(**members: object) -> JobEvent | Ignored:
    given = {**recorded(BUDGET), **members}
    return job_event_from(json.dumps({key: one for key, one in given.items() if one is not ...}))


def test_a_budget_that_is_exceeded_is_told_in_plain_words_through_sns() -> None:
    read = notice()

    assert isinstance(read, JobEvent)
    assert (read.job_id, read.kind) == ("budget/vision-monthly", Kind.BUDGET)
    assert (read.state, read.facts.status) == (State.BROKEN, "ACTUAL")
    assert read.state_reason == "spent $812.40, threshold > $800.00, budget $1,000.00"
    assert read.event_id == "0afa48ef-db9f-5b07-9359-149237adeae5"
    assert read.at == datetime(2026, 11, 16, 22, 4, 5, 638_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "message",
    [
        "Budget Name: vision-monthly\r\nAlert Type: FORECASTED\r\nFORECASTED Amount: $900.00",
        json.dumps({"budgetName": "vision-monthly", "notificationType": "FORECASTED"}),
        json.dumps({"Budget_Name": "vision-monthly", "alertType": "Forecasted", "x": [1]}),
    ],
)
def test_what_will_be_spent_is_a_change_in_words_or_in_json(message: str) -> None:
    read = notice(Message=message)

    assert isinstance(read, JobEvent)
    assert (read.job_id, read.state) == ("budget/vision-monthly", State.CHANGING)


@pytest.mark.parametrize("message", ["", None, 7, "AWS Budget Notification", '{"budgetName": ['])
def test_a_budget_is_named_by_the_subject_if_by_nothing_else(message: object) -> None:
    read = notice(Message=message)

    assert isinstance(read, JobEvent)
    assert (read.job_id, read.state) == ("budget/vision-monthly", State.BROKEN)


@pytest.mark.parametrize(
    ("subject", "message"),
    [("ALARM: x", "another notice"), (..., "{}"), (None, '{"AlarmName": "x"}')],
)
def test_another_notice_of_sns_is_left_alone(subject: object, message: str) -> None:
    assert notice(Subject=subject, Message=message) == Ignored(Because.OTHER_NOTICE)


def test_a_budget_without_a_name_is_nothing() -> None:
    with pytest.raises(MalformedError, match="a budget's notice must have its name"):
        notice(Subject="AWS Budgets", Message="AWS Budget Notification")


@pytest.mark.parametrize("member", ["MessageId", "Timestamp"])
def test_a_notice_needs_its_id_and_its_time(member: str) -> None:
    with pytest.raises(MalformedError, match=f"{member} must be"):
        notice(**{member: ...})


def test_a_notice_of_any_length_is_read_quickly() -> None:
    read = notice(Message="Budget Name: x\n" + "a: b" + " " * 200_000 + "c")

    assert isinstance(read, JobEvent)
    assert read.job_id == "budget/x"
