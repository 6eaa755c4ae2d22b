"""The function that looks for what is idle: what it asks of AWS, and what it changes."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from millrace.adapters import clients, reap_clients
from millrace.adapters.idle import ENVIRONMENT
from millrace.domain.reaping import NOTICED, SINCE, ReapingError
from millrace.handlers import reap_idle
from millrace.reap_settings import ReapSettings
from millrace.settings import MissingSettingsError
from tests.lambda_.reconciling.answered import Answer, Answers

ARN = "arn:aws:sagemaker:us-east-1:111122223333"
GIVEN = {
    "ENVIRONMENT": "dev",
    "TICKETS_TOPIC": "arn:aws:sns:us-east-1:111122223333:tickets",
    "NOTICE_HOURS": "24",
    "IDLE_HOURS": "8",
}
CREDENTIALS = {
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "a",
    "AWS_SECRET_ACCESS_KEY": "b",
}
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
MADE = (
    *(clients.cloudwatch, clients.sagemaker, clients.sns),
    *(reap_clients.ec2, reap_clients.logs, reap_idle.reaper),
)
NOTHING: Mapping[str, Answer] = {
    "ListEndpoints": {"Endpoints": []},
    "ListNotebookInstances": {"NotebookInstances": []},
    "DescribeInstances": {"Reservations": []},
    "DescribeLogStreams": {"logStreams": []},
    "ListTags": {"Tags": [{"Key": ENVIRONMENT, "Value": "dev"}]},
    "AddTags": {"Tags": []},
    "DeleteTags": {},
    "Publish": {"MessageId": "m"},
    "StopNotebookInstance": {},
    "DeleteEndpoint": {},
}
NOTEBOOK = {
    "NotebookInstanceName": "n",
    "NotebookInstanceArn": f"{ARN}:notebook-instance/n",
    "LastModifiedTime": NOW - 9 * DAY,
}
ENDPOINT = {
    "EndpointName": "e",
    "EndpointArn": f"{ARN}:endpoint/e",
    "LastModifiedTime": NOW - 9 * DAY,
}
WITH_NOTEBOOK: dict[str, Answer] = {"ListNotebookInstances": {"NotebookInstances": [NOTEBOOK]}}
WITH_ENDPOINT: dict[str, Answer] = {
    "ListEndpoints": {"Endpoints": [ENDPOINT]},
    "DescribeEndpoint": {"ProductionVariants": [{"VariantName": "a"}, {"VariantName": "b"}]},
}


@pytest.fixture(autouse=True)
def _container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in (GIVEN | CREDENTIALS).items():
        monkeypatch.setenv(name, value)
    for made in MADE:
        made.cache_clear()
    yield
    for made in MADE:
        made.cache_clear()


def answered(**answers: Answer) -> Answers:
    given = Answers({**NOTHING, **answers})
    for client in (
        *(clients.cloudwatch(), clients.sagemaker(), clients.sns()),
        *(reap_clients.ec2(), reap_clients.logs()),
    ):
        given.stand_in_for(client)
    return given


def measured(*hours: tuple[timedelta, float]) -> Answer:
    """The same of each metric that is asked for: how long ago, and how much."""

    def answer(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        return {
            "MetricDataResults": [
                {
                    "Id": query["Id"],
                    "Timestamps": [NOW - ago for ago, _ in hours],
                    "Values": [value for _, value in hours],
                }
                for query in asked["MetricDataQueries"]
            ]
        }

    return answer


def tagged(**tags: str) -> dict[str, Answer]:
    mine = {ENVIRONMENT: "dev", **tags}
    return {"ListTags": {"Tags": [{"Key": key, "Value": value} for key, value in mine.items()]}}


def test_an_idle_notebook_is_told_of_and_tagged() -> None:
    aws = answered(**WITH_NOTEBOOK)

    assert reap_idle.handler({}, None) == {NOTEBOOK["NotebookInstanceArn"]: "noticed"}
    [told] = aws.asked_of("Publish")
    assert told["Subject"] == "dev: notebook instance n is idle"
    [tags] = aws.asked_of("AddTags")
    assert [tag["Key"] for tag in tags["Tags"]] == [SINCE, NOTICED]
    assert aws.asked_of("StopNotebookInstance") == []


def test_when_its_time_has_come_it_is_stopped() -> None:
    since, noticed = (NOW - 9 * DAY).isoformat(), (NOW - 2 * DAY).isoformat()
    aws = answered(**WITH_NOTEBOOK, **tagged(**{SINCE: since, NOTICED: noticed}))

    assert [*reap_idle.handler({}, None).values()] == ["ended"]
    assert aws.asked_of("StopNotebookInstance") == [{"NotebookInstanceName": "n"}]


def test_a_line_in_its_log_is_a_use() -> None:
    line = {"lastEventTimestamp": int((NOW - timedelta(hours=2)).timestamp() * 1000)}
    aws = answered(**WITH_NOTEBOOK, DescribeLogStreams={"logStreams": [line]})

    assert [*reap_idle.handler({}, None).values()] == ["used"]
    [asked] = aws.asked_of("DescribeLogStreams")
    assert asked["logStreamNamePrefix"] == "n/jupyter"


@pytest.mark.parametrize(
    ("hours", "fate"),
    [
        ([(timedelta(hours=3), 1.0), (timedelta(days=8), 70.0)], "used"),
        ([(timedelta(hours=3), 0.0), (timedelta(hours=10), 7.0)], "noticed"),
        ([], "noticed"),
    ],
)
def test_an_endpoint_is_idle_when_no_variant_was_invoked(
    hours: list[tuple[timedelta, float]], fate: str
) -> None:
    aws = answered(**WITH_ENDPOINT, GetMetricData=measured(*hours))

    assert [*reap_idle.handler({}, None).values()] == [fate]
    [asked] = aws.asked_of("GetMetricData")
    metrics = [query["MetricStat"]["Metric"] for query in asked["MetricDataQueries"]]
    assert [metric["Dimensions"][1]["Value"] for metric in metrics] == ["a", "b"]


def test_what_is_of_another_environment_is_not_looked_at() -> None:
    aws = answered(**WITH_ENDPOINT, **WITH_NOTEBOOK, ListTags={"Tags": []})

    assert reap_idle.handler({}, None) == {}
    assert not aws.asked_of("GetMetricData") + aws.asked_of("DescribeLogStreams")


def test_an_instance_that_works_is_in_use_and_one_that_does_not_is_told_of() -> None:
    instance = {"InstanceId": "i-0", "LaunchTime": NOW - timedelta(hours=10)}
    launched: dict[str, Answer] = {
        "DescribeInstances": {"Reservations": [{"Instances": [instance]}]}
    }
    aws = answered(**launched, GetMetricData=measured((timedelta(hours=1), 90.0)))
    assert reap_idle.handler({}, None) == {"i-0": "used"}
    [asked] = aws.asked_of("DescribeInstances")
    wanted = {one["Name"]: one["Values"] for one in asked["Filters"]}
    assert wanted[f"tag:{ENVIRONMENT}"] == ["dev"]

    for made in MADE:
        made.cache_clear()
    aws = answered(**launched, GetMetricData=measured((timedelta(hours=2.5), 90.0)))
    assert reap_idle.handler({}, None) == {"i-0": "noticed"}
    assert aws.asked_of("AddTags") == []


def test_what_cannot_be_asked_fails_the_round() -> None:
    denied = {
        "Error": {"Code": "AccessDeniedException", "Message": "no"},
        "ResponseMetadata": {"HTTPStatusCode": 400},
    }
    answered(ListEndpoints=denied)

    with pytest.raises(ReapingError, match=r"could not be looked at: .*AccessDenied"):
        reap_idle.handler({}, None)


@pytest.mark.parametrize("name", [*GIVEN])
def test_without_a_setting_it_says_which(name: str) -> None:
    with pytest.raises(
        MissingSettingsError, match=f"environment variables not set: {name}; needed"
    ):
        ReapSettings.from_env(GIVEN | {name: ""})
