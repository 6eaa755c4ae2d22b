"""The function that runs a round: what it is told, what it asks, and what it does when refused."""

import json
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from millrace.adapters import clients
from millrace.adapters.items import item_of
from millrace.domain.desk import LedgerError
from millrace.domain.reconciling.reconciler import RoundFailedError
from millrace.handlers import reconcile_ledger
from millrace.reconciler_settings import ReconcilerSettings
from millrace.settings import MissingSettingsError
from tests.lambda_.reconciling.answered import Answer, Answers
from tests.lambda_.reconciling.batch_stories import ACCOUNT, NO_CAPACITY, QUEUE, BatchJob
from tests.lambda_.reconciling.fake_batch import FakeBatchClient
from tests.lambda_.reconciling.fake_ledger import FakeLedger
from tests.lambda_.reconciling.sagemaker_stories import SageMakerJob

ON_DEMAND = f"{QUEUE}-on-demand"
GIVEN = {
    "ENVIRONMENT": "dev",
    "LEDGER_TABLE": "jobs",
    "JOB_EVENTS_URL": "https://sqs.us-east-1.amazonaws.com/111122223333/events",
    "ORDERS_URL": "https://sqs.us-east-1.amazonaws.com/111122223333/orders",
    "FLEETS": json.dumps({"gpu": {"queues": {QUEUE: {"on_demand": ON_DEMAND}}}, "ml": {}}),
}
CREDENTIALS = {
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "a",
    "AWS_SECRET_ACCESS_KEY": "b",
}
TICK = {"time": "2026-11-16T20:35:00Z"}
CONTEXT = SimpleNamespace(invoked_function_arn=f"arn:aws:lambda:{ACCOUNT}:function:reconcile")
EMPTY: Mapping[str, Answer] = {
    "ListJobs": {"jobSummaryList": []},
    "ListTrainingJobs": {"TrainingJobSummaries": []},
    "ListProcessingJobs": {"ProcessingJobSummaries": []},
    "ListTransformJobs": {"TransformJobSummaries": []},
    "ListHyperParameterTuningJobs": {"HyperParameterTuningJobSummaries": []},
    "ListAutoMLJobs": {"AutoMLJobSummaries": []},
    "ListLabelingJobs": {"LabelingJobSummaryList": []},
    "ListPipelines": {"PipelineSummaries": []},
    "Query": {"Items": []},
    "SendMessageBatch": {"Successful": []},
}
DENIED = {
    "Error": {"Code": "AccessDeniedException", "Message": "no"},
    "ResponseMetadata": {"HTTPStatusCode": 400},
}
MADE = (clients.batch, clients.dynamodb, clients.sagemaker, clients.sqs, reconcile_ledger.made)


@pytest.fixture
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A container that has just started, with the settings that the stack gives."""
    for name, value in (GIVEN | CREDENTIALS).items():
        monkeypatch.setenv(name, value)
    for made in MADE:
        made.cache_clear()
    yield
    for made in MADE:
        made.cache_clear()


def answered(**answers: Answer) -> Answers:
    given = Answers({**EMPTY, **answers})
    for client in (clients.batch(), clients.dynamodb(), clients.sagemaker(), clients.sqs()):
        given.stand_in_for(client)
    return given


def ledger_with(*jobs: BatchJob | SageMakerJob) -> dict[str, Answer]:
    """As DynamoDB answers of what the first event of each has told."""
    ledger = FakeLedger()
    for job in jobs:
        ledger.hear(job.events()[:1])
    items = [item_of(record) for record in ledger.jobs.values()]

    def queried(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        attribute = asked["ExpressionAttributeNames"]["#key"]
        [value] = asked["ExpressionAttributeValues"].values()
        return {"Items": [item for item in items if item.get(attribute) == value]}

    def read(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        keys = asked["RequestItems"]["jobs"]["Keys"]
        found = [item for item in items if {"job_id": item["job_id"]} in keys]
        return {"Responses": {"jobs": found}, "UnprocessedKeys": {}}

    return {"Query": queried, "BatchGetItem": read}


@pytest.mark.usefixtures("container")
def test_a_round_in_which_nothing_is_open_asks_a_little_and_sends_nothing() -> None:
    aws = answered()

    assert reconcile_ledger.handler(TICK, CONTEXT) == {"repaired": 0, "named_again": 0}
    # docs/reconciler.md has these figures.
    once = [name for name in EMPTY if name not in ("ListJobs", "Query", "SendMessageBatch")]
    assert aws.counted == {"ListJobs": 6 * 2, "Query": 4, **dict.fromkeys(once, 1)}
    assert len(once) == 7


@pytest.mark.usefixtures("container")
def test_what_the_events_missed_is_sent_as_an_event_where_aws_sends_its_own() -> None:
    job, training = BatchJob("job"), SageMakerJob("training-job", "Digits-1")
    ledger = ledger_with(job, training)
    job.ends("FAILED", NO_CAPACITY)
    training.becomes("Failed", reason="AlgorithmError")
    described = FakeBatchClient(jobs=[job])
    aws = answered(
        **ledger,
        DescribeJobs=lambda asked: described.describe_jobs(jobs=asked["jobs"]),
        DescribeTrainingJob=training.now,
    )

    assert reconcile_ledger.handler(TICK, CONTEXT) == {"repaired": 2, "named_again": 0}
    sent = aws.asked_of("SendMessageBatch")
    assert {batch["QueueUrl"] for batch in sent} == {GIVEN["JOB_EVENTS_URL"]}
    bodies = [json.loads(entry["MessageBody"]) for batch in sent for entry in batch["Entries"]]
    assert [body["source"] for body in bodies] == ["aws.batch", "aws.sagemaker"]
    assert aws.asked_of("DescribeTrainingJob") == [{"TrainingJobName": "Digits-1"}]


@pytest.mark.usefixtures("container")
def test_each_service_is_asked_whatever_the_others_say_and_the_round_fails_at_the_end() -> None:
    job = BatchJob("job")
    ledger = ledger_with(job)
    job.ends("FAILED")
    aws = answered(
        **ledger, DescribeJobs={"jobs": [job.now]}, ListTrainingJobs=DENIED, ListPipelines=DENIED
    )

    with pytest.raises(
        RoundFailedError, match=r"SageMaker could not be asked: .*; SageMaker could"
    ):
        reconcile_ledger.handler(TICK, CONTEXT)

    assert len(aws.asked_of("SendMessageBatch")) == 1


@pytest.mark.usefixtures("container")
def test_what_the_queue_does_not_take_fails_the_round() -> None:
    job = BatchJob("job")
    ledger = ledger_with(job)
    job.ends("FAILED")
    refused = {"Id": "0", "SenderFault": False, "Code": "Throttled", "Message": "later"}
    answered(**ledger, DescribeJobs={"jobs": [job.now]}, SendMessageBatch={"Failed": [refused]})

    with pytest.raises(RoundFailedError, match="1 of 1 job events could not be sent: Throttled"):
        reconcile_ledger.handler(TICK, CONTEXT)


@pytest.mark.usefixtures("container")
def test_an_order_that_waits_is_named_where_orders_are_carried_out() -> None:
    job = BatchJob("job")
    ledger = FakeLedger()
    job.ends("FAILED")
    ledger.hear(job.events())
    item = item_of(ledger.jobs["job"])
    aws = answered(
        Query=lambda asked: {"Items": [item] if asked["IndexName"] == "Due" else []},
        BatchGetItem={"Responses": {"jobs": [item]}, "UnprocessedKeys": {}},
    )

    assert reconcile_ledger.handler(TICK, CONTEXT)["named_again"] == 1
    [sent] = aws.asked_of("SendMessageBatch")
    assert sent["QueueUrl"] == GIVEN["ORDERS_URL"]


@pytest.mark.usefixtures("container")
def test_a_round_that_cannot_look_for_orders_fails() -> None:
    answered(Query=lambda asked: DENIED if asked["IndexName"] == "Due" else {"Items": []})

    with pytest.raises(RoundFailedError, match="index Due could not be read"):
        reconcile_ledger.handler(TICK, CONTEXT)


@pytest.mark.usefixtures("container")
def test_without_the_ledger_the_round_fails() -> None:
    answered(Query=DENIED)

    with pytest.raises(RoundFailedError, match="index Open could not be read") as failed:
        reconcile_ledger.handler(TICK, CONTEXT)
    assert not isinstance(failed.value, LedgerError)


def test_the_queues_of_both_capacities_are_looked_at() -> None:
    assert ReconcilerSettings.from_env(GIVEN).queues == [QUEUE, ON_DEMAND]


@pytest.mark.parametrize("name", [*GIVEN])
def test_without_a_setting_it_says_which(name: str) -> None:
    with pytest.raises(
        MissingSettingsError, match=f"environment variables not set: {name}; needed"
    ):
        ReconcilerSettings.from_env(GIVEN | {name: ""})
