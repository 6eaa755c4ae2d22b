"""Of a batch of messages exactly those come again that could not be settled."""

import io
import json
import logging
from typing import Any

from millrace.logs import JsonLines
from millrace.telling import SqsRecord, settle_each
from tests.lambda_.deliveries import delivery


def refused(record: SqsRecord) -> None:
    if record["body"] == "bad":
        raise PermissionError("not allowed")


def settled(*bodies: str) -> tuple[Any, list[dict[str, Any]]]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines("tested"))
    log = logging.Logger("tested")  # noqa: LOG001 - one for each test
    log.addHandler(handler)
    answer = settle_each(delivery(*bodies), refused, log, failure="not settled")
    return answer, [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_message_that_fails_comes_again_and_its_neighbours_do_not() -> None:
    answer, _ = settled("good", "bad", "good")

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}


def test_a_failure_is_logged_with_its_message_and_its_traceback() -> None:
    _, [line] = settled("good", "bad")

    assert (line["level"], line["message"], line["event"]) == ("ERROR", "not settled", "bad")
    assert "PermissionError: not allowed" in line["exception"]
