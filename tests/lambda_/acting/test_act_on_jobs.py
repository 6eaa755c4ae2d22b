"""The Lambda function that carries out orders: what it is wired to, what it answers, and logs."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.stub import ANY, Stubber

from millrace.acting_settings import ActingSettings
from millrace.adapters import clients, single_try
from millrace.adapters.items import item_of
from millrace.domain.deciding import decide
from millrace.domain.job import JobRecord
from millrace.handlers import act_on_jobs
from millrace.settings import MissingSettingsError
from tests.lambda_.acting.ended_jobs import EXITED, POLICY, attempt, ended

NOW = datetime.now(UTC)
GIVEN = {
    "ENVIRONMENT": "dev",
    "LEDGER_TABLE": "jobs",
    "TICKETS_TOPIC": "arn:aws:sns:us-east-1:111122223333:tickets",
    "PAGES_TOPIC": "arn:aws:sns:us-east-1:111122223333:pages",
    "TEAM_TOPICS": json.dumps({"vision": "arn:aws:sns:us-east-1:111122223333:vision"}),
    "FLEETS": "{}",
}
SETTINGS = GIVEN | {
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "a",
    "AWS_SECRET_ACCESS_KEY": "b",
}
ONCE_PER_CONTAINER = (
    *(act_on_jobs.settings, act_on_jobs.actor, act_on_jobs.metrics),
    *(clients.cloudwatch, clients.dynamodb, single_try.sns),
)


class Watched(dict[str, str]):
    """Remembers which keys were asked for."""

    def __init__(self, values: dict[str, str]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return super().__getitem__(key)


@pytest.fixture
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    for made in ONCE_PER_CONTAINER:
        made.cache_clear()
    yield
    for made in ONCE_PER_CONTAINER:
        made.cache_clear()


def failed() -> JobRecord:
    record = ended(EXITED, attempts={1: attempt(EXITED, 1)}, at=NOW - timedelta(minutes=1))
    orders = decide(record, policy=POLICY, now=NOW)
    return replace(record, orders={order.token: order for order in orders}, version=1)


def delivered(*bodies: str) -> dict[str, Any]:
    return {"Records": [{"messageId": f"m{n}", "body": body} for n, body in enumerate(bodies)]}


@pytest.mark.usefixtures("container")
def test_an_order_is_claimed_carried_out_written_and_counted() -> None:
    with (
        Stubber(clients.dynamodb()) as dynamodb,
        Stubber(single_try.sns()) as sns,
        Stubber(clients.cloudwatch()) as cloudwatch,
    ):
        dynamodb.add_response("get_item", {"Item": item_of(failed())})
        dynamodb.add_response("put_item", {})
        sns.add_response("publish", {"MessageId": "1"})
        dynamodb.add_response("put_item", {})
        cloudwatch.add_response("put_metric_data", {}, {"Namespace": ANY, "MetricData": ANY})

        answer = act_on_jobs.handler(delivered('{"job_id": "j1"}'), None)

        assert answer == {"batchItemFailures": []}
        for stub in (dynamodb, sns, cloudwatch):
            stub.assert_no_pending_responses()


@pytest.mark.usefixtures("container")
def test_what_cannot_be_done_now_comes_again_and_the_rest_is_done() -> None:
    with Stubber(clients.dynamodb()) as dynamodb:
        dynamodb.add_client_error("get_item", "ProvisionedThroughputExceededException")
        dynamodb.add_response("get_item", {})

        bodies = ('{"job_id": "j1"}', '{"job_id": "forgotten"}', "{broken")
        answer = act_on_jobs.handler(delivered(*bodies), None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m0"}, {"itemIdentifier": "m2"}]}


@pytest.mark.usefixtures("container")
def test_counts_that_are_refused_bring_nothing_back() -> None:
    with (
        Stubber(clients.dynamodb()) as dynamodb,
        Stubber(single_try.sns()) as sns,
        Stubber(clients.cloudwatch()) as cloudwatch,
    ):
        dynamodb.add_response("get_item", {"Item": item_of(failed())})
        dynamodb.add_response("put_item", {})
        sns.add_response("publish", {"MessageId": "1"})
        dynamodb.add_response("put_item", {})
        cloudwatch.add_client_error("put_metric_data", "InternalServiceFault")

        answer = act_on_jobs.handler(delivered('{"job_id": "j1"}'), None)

    assert answer == {"batchItemFailures": []}


def test_exactly_these_settings_are_read() -> None:
    given = Watched(GIVEN | {"AWS_REGION": "us-east-1"})

    settings = ActingSettings.from_env(given)

    assert given.asked == set(GIVEN)
    assert settings.team_topics == {"vision": "arn:aws:sns:us-east-1:111122223333:vision"}


def test_what_is_missing_is_named() -> None:
    with pytest.raises(MissingSettingsError, match="not set: PAGES_TOPIC; needed"):
        ActingSettings.from_env({**GIVEN, "PAGES_TOPIC": ""})
