"""Lists end, descriptions become details, and events are sent as many at once as SQS takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from botocore.exceptions import ClientError

from millrace.adapters.asking import PAGES, asking, entries
from millrace.adapters.job_events import LIMIT_BYTES, SqsJobEvents
from millrace.adapters.sagemaker_answers import in_events, known_or_none
from millrace.domain.reconciling.ports import SendingError
from millrace.domain.reconciling.told import AskingError
from tests.lambda_.reconciling.fake_sagemaker import refused


@dataclass
class FakeSqs:
    failing: str = ""
    """The body that it does not take."""
    sent: list[list[str]] = field(default_factory=list)

    def send_message_batch(self, *, QueueUrl: str, Entries: list[Mapping[str, Any]]) -> Any:  # noqa: N803
        assert QueueUrl == "queue"
        assert len({entry["Id"] for entry in Entries}) == len(Entries)
        self.sent.append([entry["MessageBody"] for entry in Entries])
        failed = [entry for entry in Entries if entry["MessageBody"] == self.failing]
        return {"Failed": [{"Id": entry["Id"], "Code": "Throttled"} for entry in failed]}


def sent(*bodies: str) -> list[int]:
    sqs = FakeSqs()
    SqsJobEvents(sqs, url="queue").send(bodies)  # type: ignore[arg-type]
    assert [body for batch in sqs.sent for body in batch] == [*bodies]
    return [len(batch) for batch in sqs.sent]


def test_ten_events_are_sent_at_once() -> None:
    assert sent(*"abcdefghijkl") == [10, 2]


def test_fewer_where_they_are_large() -> None:
    half = "ä" * (LIMIT_BYTES // 4)

    assert sent(half, half, half, "a") == [2, 2]


def test_nothing_is_sent_where_there_is_nothing_to_say() -> None:
    assert sent() == []


def test_the_others_are_sent_though_one_is_not_taken() -> None:
    sqs = FakeSqs(failing="b")
    with pytest.raises(SendingError, match="1 of 12 job events could not be sent: Throttled"):
        SqsJobEvents(sqs, url="queue").send([*"abcdefghijkl"])  # type: ignore[arg-type]

    assert [len(batch) for batch in sqs.sent] == [10, 2]


def test_a_list_without_end_ends() -> None:
    numbers = count()

    def ask(**_asked: object) -> Mapping[str, Any]:
        return {"Things": [next(numbers)], "NextToken": "more"}

    assert [*entries(ask, "Things", {})] == [*range(PAGES)]


def test_whose_question_was_refused_says_so() -> None:
    with pytest.raises(AskingError, match=r"SageMaker could not be asked: .*Throttling"):  # noqa: SIM117
        with asking("SageMaker"):
            raise refused("ThrottlingException", "slowly")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("ResourceNotFound", ""),
        ("ValidationException", "Requested resource not found."),
        ("ValidationException", "Could not find requested job with name: j"),
    ],
)
def test_what_sagemaker_does_not_know_is_nothing(code: str, message: str) -> None:
    def describe(**_asked: object) -> Mapping[str, Any]:
        raise refused(code, message)

    assert known_or_none(describe, {}) is None


def test_another_refusal_does_not_mean_that_a_job_is_gone() -> None:
    def describe(**_asked: object) -> Mapping[str, Any]:
        raise refused("ValidationException", "the name is too long")

    with pytest.raises(AskingError) as failed:
        known_or_none(describe, {})
    assert isinstance(failed.value.__cause__, ClientError)


def test_times_in_an_event_of_a_job_are_milliseconds() -> None:
    at = datetime(2026, 11, 16, 20, 0, 1, 120_000, tzinfo=UTC)

    assert in_events({"a": at, "b": [{"c": at}, 1.5]}) == {
        "a": 1794859201120,
        "b": [{"c": 1794859201120}, 1.5],
    }
