"""What nobody understands is kept as it came, with the reason, within what SQS takes."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from millrace.adapters.dead_letters import LIMIT_BYTES, SqsDeadLetters
from millrace.domain.desk import DeadLetterError, Letter
from tests.lambda_.deliveries import QUEUE

CLIENT = boto3.client(
    "sqs", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
)
URL = "https://sqs.us-east-1.amazonaws.com/111122223333/dead-letters"
DEAD_LETTERS = SqsDeadLetters(CLIENT, url=URL)
REASON = "not JSON: nested too deeply"


@pytest.fixture
def sqs() -> Iterator[Stubber]:
    with Stubber(CLIENT) as stub:
        yield stub
        stub.assert_no_pending_responses()


def sent(body: str) -> int:
    """The bytes of the message that the dead letters were sent for the body."""
    messages: list[dict[str, Any]] = []

    def remember(params: dict[str, Any], **_: object) -> None:
        messages.append(params)

    CLIENT.meta.events.register("provide-client-params.sqs.SendMessage", remember)
    try:
        DEAD_LETTERS.send(Letter(body=body, reason=REASON, source=QUEUE))
    finally:
        CLIENT.meta.events.unregister("provide-client-params.sqs.SendMessage", remember)
    [message] = messages
    attributes = "".join(
        f"{name}{value['DataType']}{value['StringValue']}"
        for name, value in message["MessageAttributes"].items()
    )
    return len(f"{message['MessageBody']}{attributes}".encode())


def test_a_letter_carries_the_original_body_the_reason_and_where_it_came_from(sqs: Stubber) -> None:
    asked = {
        "QueueUrl": URL,
        "MessageBody": "{broken",
        "MessageAttributes": {
            "reason": {"DataType": "String", "StringValue": REASON},
            "source": {"DataType": "String", "StringValue": QUEUE},
        },
    }
    sqs.add_response("send_message", {}, asked)

    DEAD_LETTERS.send(Letter(body="{broken", reason=REASON, source=QUEUE))


@pytest.mark.parametrize("letter", ["x", "é", "漢"])
def test_a_body_as_large_as_sqs_takes_still_fits_with_its_reason(sqs: Stubber, letter: str) -> None:
    sqs.add_response("send_message", {})
    whole = letter * (LIMIT_BYTES // len(letter.encode()))

    assert LIMIT_BYTES - 3 < sent(whole) <= LIMIT_BYTES


def test_a_letter_that_cannot_be_sent_says_so(sqs: Stubber) -> None:
    sqs.add_client_error("send_message", "AccessDenied")

    with pytest.raises(DeadLetterError, match=r"the dead letter could not be sent: .*AccessDenied"):
        DEAD_LETTERS.send(Letter(body="{", reason=REASON, source=QUEUE))
