"""How many events a core records in a second, the ledger's writes and the log lines included."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from logging import StreamHandler
from pathlib import Path
from time import process_time
from typing import Any, TextIO

from millrace.adapters import clients
from millrace.handlers import record_job_events as recorder
from millrace.logs import JsonLines
from ops.bench.desk_stories import LENGTH, stories
from ops.bench.stub_account import StubAccount

BATCH = 100
_SETTINGS = {
    "ENVIRONMENT": "bench",
    "LEDGER_TABLE": "jobs",
    "DEAD_LETTERS_URL": "https://sqs.us-east-1.amazonaws.com/111122223333/letters",
    "ORDERS_URL": "https://sqs.us-east-1.amazonaws.com/111122223333/orders",
    "POLICY": "{}",
    "FLEETS": "{}",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
}


@dataclass(frozen=True, kw_only=True)
class Speed:
    deliveries: str
    """What an SQS batch holds."""
    events: int
    events_per_second: float
    writes_per_event: float
    calls_per_event: float


def speeds(*, jobs: int, rounds: int) -> list[Speed]:
    """Of batches that gain nothing by their jobs, of such that do, and of single messages."""
    told = stories(jobs)
    in_waves = [
        [story[step] for story in told[group : group + BATCH]]
        for group in range(0, jobs, BATCH)
        for step in range(LENGTH)
    ]
    by_job = [event for story in told for event in story]
    in_stories = [by_job[at : at + BATCH] for at in range(0, len(by_job), BATCH)]
    alone = [[event] for event in by_job]
    with _quiet_container():
        return [
            _speed("an event each of 100 jobs", in_waves, rounds),
            _speed("all events of 14 jobs", in_stories, rounds),
            _speed("one event", alone, 1),
        ]


def _speed(deliveries: str, batches: Sequence[Sequence[str]], rounds: int) -> Speed:
    events = sum(map(len, batches))
    tried = [_tried(batches) for _ in range(rounds)]
    seconds, account = min(tried, key=lambda one: one[0])
    return Speed(
        deliveries=deliveries,
        events=events,
        events_per_second=round(events / seconds),
        writes_per_event=round(account.puts / events, 3),
        calls_per_event=round(sum(account.calls.values()) / events, 3),
    )


def _tried(batches: Sequence[Sequence[str]]) -> tuple[float, StubAccount]:
    """CPU seconds of the handler with an empty ledger, without the stub's own."""
    _forget()
    account = StubAccount()
    for client in (clients.dynamodb(), clients.sqs(), clients.cloudwatch()):
        account.stand_behind(client)
    delivered = [_delivery(bodies) for bodies in batches]
    began = process_time()
    failed = [recorder.handler(each, None)["batchItemFailures"] for each in delivered]
    took = process_time() - began - account.seconds
    if any(failed):
        raise RuntimeError(f"the desk gave back {sum(map(len, failed))} messages")
    return took, account


def _forget() -> None:
    """As in a container that has just started."""
    for client in (clients.dynamodb, clients.sqs, clients.cloudwatch):
        client.cache_clear()
    for wired in (recorder.desk, recorder.orders, recorder.metrics):
        wired.cache_clear()
    recorder.settings.cache_clear()


def _delivery(bodies: Sequence[str]) -> dict[str, Any]:
    return {
        "Records": [
            {"messageId": f"m{number}", "body": body, "eventSourceARN": "arn:aws:sqs:::feed"}
            for number, body in enumerate(bodies)
        ]
    }


@contextmanager
def _quiet_container() -> Iterator[None]:
    """The function's settings; its log is written, but nowhere."""
    before = dict(os.environ)
    os.environ.update(_SETTINGS)
    with Path(os.devnull).open("w") as nowhere, _told_to(nowhere):
        try:
            yield
        finally:
            _forget()
            os.environ.clear()
            os.environ.update(before)


@contextmanager
def _told_to(stream: TextIO) -> Iterator[None]:
    [handler] = (
        each
        for each in recorder.log.handlers
        if isinstance(each, StreamHandler) and isinstance(each.formatter, JsonLines)
    )
    usual = handler.setStream(stream)
    try:
        yield
    finally:
        handler.setStream(usual)
