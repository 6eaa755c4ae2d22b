"""What the desk does beside submitting: it tells people, stops jobs, and has steps run again."""

from dataclasses import replace
from functools import cache
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from millrace.adapters.effects import AwsEffects
from millrace.adapters.executions import Executions
from millrace.adapters.notices import SnsNotices
from millrace.adapters.order_queue import OrderQueue
from millrace.adapters.stops import Stops
from millrace.domain.acting import Result
from millrace.domain.job import Facts, JobRecord, Kind, State
from millrace.domain.orders import Do, Order, OrderQueueError, Progress, token_of
from tests.lambda_.acting.ended_jobs import EXITED, NOW, attempt, ended, of_sagemaker
from tests.lambda_.acting.storm import SETTINGS

URL = "https://sqs.us-east-1.amazonaws.com/111122223333/orders"
ARN = "arn:aws:sagemaker:us-east-1:111122223333:pipeline/digits/execution/x"
FAILED = ended(EXITED, attempts={1: attempt(EXITED, 1)})
EXECUTION = of_sagemaker(None, kind=Kind.EXECUTION, facts=Facts(arn=ARN, pipeline="digits"))


@cache
def client(service: Any) -> Any:
    """Made once: it takes longer than all that is asked of it here."""
    return boto3.client(
        service, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
    )


def order(do: Do, tries: int = 1) -> Order:
    token = token_of("j1", do, "end")
    return Order(token=token, do=do, because="code", ordered_at=NOW, tries=tries)


class Sns:
    def __init__(self) -> None:
        self._client = client("sns")
        self.stub = Stubber(self._client)

    def tell(self, of: Order, record: JobRecord = FAILED) -> dict[str, Any]:
        """What was published."""
        published: dict[str, Any] = {}

        def noted(params: dict[str, Any], **_rest: object) -> None:
            published.update(params)

        self._client.meta.events.register("provide-client-params.sns.Publish", noted)
        self.stub.add_response("publish", {"MessageId": "1"})
        notices = SnsNotices(
            self._client,
            environment="prod",
            tickets="arn:tickets",
            pages="arn:pages",
            teams={"vision": "arn:vision"},
        )
        with self.stub:
            notices.tell(record, of, now=NOW)
        return published


def test_a_notice_goes_to_the_topic_of_the_team() -> None:
    told = Sns().tell(order(Do.NOTIFY))

    assert told["TopicArn"] == "arn:vision"
    assert told["Subject"] == "prod: digits: code"
    assert told["MessageAttributes"]["token"]["StringValue"] == order(Do.NOTIFY).token
    assert "its program ended with an error" in told["Message"]
    assert "python -m ops.jobs show j1" in told["Message"]


@pytest.mark.parametrize("team", [None, "audio"])
def test_without_a_topic_of_its_team_it_is_a_ticket(team: str | None) -> None:
    record = replace(FAILED, facts=replace(FAILED.facts, team=team))

    assert Sns().tell(order(Do.NOTIFY), record)["TopicArn"] == "arn:tickets"


def test_a_page_goes_to_who_is_on_call() -> None:
    assert Sns().tell(order(Do.PAGE))["TopicArn"] == "arn:pages"


def test_a_second_try_says_that_it_is_one() -> None:
    assert Sns().tell(order(Do.NOTIFY, tries=2))["Subject"] == "prod: digits: code (again)"


def test_a_subject_is_short_and_in_ascii() -> None:
    named = replace(FAILED, name="zähler\n" * 40)
    subject = Sns().tell(order(Do.NOTIFY, tries=2), named)["Subject"]

    assert len(subject) == 100
    assert subject.endswith(" (again)")
    assert subject.isascii()
    assert subject.isprintable()


def test_a_notice_does_not_say_that_it_will_be_sent() -> None:
    told = replace(FAILED, orders={"t": order(Do.NOTIFY)})

    assert "tell its team" not in Sns().tell(order(Do.NOTIFY), told)["Message"]


def stopped(record: JobRecord, service: str, operation: str, **asked: str) -> Result:
    batch, sagemaker = client("batch"), client("sagemaker")
    stub = Stubber(batch if service == "batch" else sagemaker)
    stub.add_response(operation, {}, asked)
    with stub:
        return Stops(lambda: batch, lambda: sagemaker).stop(record, order(Do.STOP))


def test_a_job_is_stopped_in_the_words_that_the_taxonomy_knows() -> None:
    running = ended(None, state=State.RUNNING)
    reason = "millrace: stopped: code"

    assert stopped(running, "batch", "terminate_job", jobId="j1", reason=reason) == Result(
        progress=Progress.DONE, text="it is told to stop"
    )


def test_a_training_job_is_stopped_by_its_name() -> None:
    running = of_sagemaker(None, state=State.RUNNING)
    done = stopped(running, "sagemaker", "stop_training_job", TrainingJobName="digits")

    assert done.progress is Progress.DONE


def test_what_has_ended_or_cannot_be_stopped_is_left() -> None:
    stops = Stops(lambda: client("batch"), lambda: client("sagemaker"))
    endpoint = of_sagemaker(None, kind=Kind.ENDPOINT, state=State.READY)

    assert stops.stop(FAILED, order(Do.STOP)).text == "it was FAILED already"
    assert stops.stop(endpoint, order(Do.STOP)).text == "the desk stops no endpoint"


def retried(*reasons: str, error: str | None = None, is_asked: bool = True) -> Result:
    sagemaker = client("sagemaker")
    steps = [
        {"StepName": f"Step{number}", "StepStatus": "Failed", "FailureReason": reason}
        for number, reason in enumerate(reasons)
    ]
    steps.append({"StepName": "Prepare", "StepStatus": "Succeeded"})
    stub = Stubber(sagemaker)
    stub.add_response("list_pipeline_execution_steps", {"PipelineExecutionSteps": steps})
    token = order(Do.RETRY).token
    asked = {"PipelineExecutionArn": ARN, "ClientRequestToken": token}
    if error:
        stub.add_client_error("retry_pipeline_execution", error)
    elif is_asked:
        stub.add_response("retry_pipeline_execution", {"PipelineExecutionArn": ARN}, asked)
    with stub:
        result = Executions(sagemaker).retry(EXECUTION, order(Do.RETRY))
        stub.assert_no_pending_responses()
    return result


def test_steps_that_found_no_capacity_run_again_with_the_token() -> None:
    done = retried("CapacityError: none", "InternalServerError: sorry")

    assert done.text == "the failed steps run again: Step0, Step1"


def test_steps_that_would_fail_again_are_left() -> None:
    refused = retried("CapacityError: none", "AlgorithmError: exit code: 1", is_asked=False)

    assert refused.progress is Progress.REFUSED
    assert refused.text == "Step1 for code failed, which another run would not change"
    assert retried(is_asked=False).text == "no step failed, which another run would not change"


def test_an_execution_that_runs_already_was_retried_before() -> None:
    assert retried("CapacityError", error="ConflictException").text == "it runs again already"


class Queue:
    def __init__(self) -> None:
        self._client = client("sqs")
        self.stub = Stubber(self._client)

    def send(self, *job_ids: str) -> None:
        with self.stub:
            OrderQueue(self._client, url=URL).send(job_ids)
            self.stub.assert_no_pending_responses()

    def takes(self, *bodies: str) -> "Queue":
        entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies)]
        answer = {
            "Successful": [
                {"Id": e["Id"], "MessageId": "1", "MD5OfMessageBody": "0" * 32} for e in entries
            ],
            "Failed": [],
        }
        self.stub.add_response("send_message_batch", answer, {"QueueUrl": URL, "Entries": entries})
        return self


def test_jobs_are_named_by_tens_and_each_once() -> None:
    names = [f"j{number}" for number in range(12)]
    written = [f'{{"job_id": "{name}"}}' for name in names]

    Queue().takes(*written[:10]).takes(*written[10:]).send(*names, "j3")


def test_nothing_to_name_asks_nothing() -> None:
    Queue().send()


def test_one_that_is_not_taken_is_an_error() -> None:
    queue = Queue()
    failed = {"Id": "0", "SenderFault": False, "Code": "InternalError", "Message": "sorry"}
    queue.stub.add_response("send_message_batch", {"Successful": [], "Failed": [failed]})

    with pytest.raises(OrderQueueError, match="1 of 1 were not taken: sorry"):
        queue.send("j1")


def test_a_queue_that_does_not_answer_is_an_error() -> None:
    queue = Queue()
    queue.stub.add_client_error("send_message_batch", "ThrottlingException")

    with pytest.raises(OrderQueueError, match="orders could not be named"):
        queue.send("j1")


UNKNOWN = ended("not needed any more", attempts={})


@pytest.mark.parametrize("flag", ["isCancelled", "isTerminated", None])
def test_words_that_nobody_knows_may_be_a_persons(flag: str | None) -> None:
    """The events of a job that was cancelled while it waited do not say so."""
    job = dict.fromkeys(("jobName", "jobId", "jobQueue", "jobDefinition"), "x")
    told = {**job, "status": "FAILED", "startedAt": 1, "statusReason": UNKNOWN.state_reason}
    batch, sns = Stubber(client("batch")), Stubber(client("sns"))
    batch.add_response("describe_jobs", {"jobs": [told | ({flag: True} if flag else {})]})
    sns.add_response("publish", {"MessageId": "1"})
    unknown = replace(order(Do.NOTIFY), because="unknown")
    with batch, sns:
        result = AwsEffects(
            SETTINGS, batch=lambda: client("batch"), sns=lambda: client("sns")
        ).perform(UNKNOWN, unknown, now=NOW)

    assert result.progress is Progress.DONE
    assert result.text == (
        "nobody was told, somebody stopped it: not needed any more" if flag else "through vision"
    )
