"""Jobs as the ledger has them, made of the recorded events, and a session that serves them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from typing import TYPE_CHECKING, cast

import boto3
from botocore.stub import Stubber
from rich.console import Console, RenderableType

from config import Environment
from millrace.adapters.items import item_of
from millrace.domain.job import JobEvent, JobRecord, Kind, State
from millrace.domain.merging import merge
from tests.lambda_.deliveries import SPOT_STORY, event

if TYPE_CHECKING:
    from botocore.client import BaseClient

NOW = datetime(2026, 11, 16, 21, tzinfo=UTC)
STORY = [event(name) for name in SPOT_STORY]
TABLE = "jobs-table"


def record_of(events: Iterable[JobEvent]) -> JobRecord:
    first, *others = events
    return reduce(lambda record, new: merge(record, new).record, others, merge(None, first).record)


RECLAIMED = record_of(STORY)
OUT_OF_MEMORY = record_of([event("batch-failed-out-of-memory")])
RUNNING_AGAIN = replace(record_of(STORY[:6]), job_id="aaaa0000-0001", name="digits-again")
WAITING = replace(
    record_of(STORY[:1]), job_id="aaaa0000-0002", state_reason="CAPACITY:INSUFFICIENT_INSTANCE"
)
BLOCKING = record_of([event("batch-queue-blocked")])
ARRAY = replace(
    RECLAIMED, kind=Kind.ARRAY, size=3, state=State.PENDING, state_reason=None, attempts={}
)
CHILDREN = [
    replace(one, job_id=f"{ARRAY.job_id}:{number}", kind=Kind.CHILD)
    for number, one in ((2, WAITING), (9, RECLAIMED), (10, OUT_OF_MEMORY))
]


def seen(what: RenderableType, *, width: int = 100) -> str:
    """What stands on a terminal of that width."""
    console = Console(width=width)
    with console.capture() as capture:
        console.print(what)
    return capture.get()


class FakeSession:
    """Makes one client of each service, whose answers are stubbed in advance."""

    def __init__(self) -> None:
        aws = boto3.Session("a", "b", region_name="us-east-1")
        self._clients: dict[str, BaseClient] = {
            "cloudformation": aws.client("cloudformation"),
            "dynamodb": aws.client("dynamodb"),
        }
        self.stubs = {name: Stubber(client) for name, client in self._clients.items()}
        for stub in self.stubs.values():
            stub.activate()

    def client(self, name: str) -> object:
        return self._clients[name]

    def connect(self, _environment: Environment) -> boto3.Session:
        return cast("boto3.Session", self)

    def has_stack(self, **outputs: str) -> None:
        stack = {
            "StackName": "Millrace-local-Events",
            "CreationTime": NOW,
            "StackStatus": "UPDATE_COMPLETE",
            "Outputs": [{"OutputKey": k, "OutputValue": v} for k, v in outputs.items()],
        }
        asked = {"StackName": "Millrace-local-Events"}
        self.stubs["cloudformation"].add_response("describe_stacks", {"Stacks": [stack]}, asked)

    def has_jobs(self, *records: JobRecord) -> None:
        items = [item_of(record) for record in records]
        self.stubs["dynamodb"].add_response("scan", {"Items": items})

    def fails(self, service: str, word: str, code: str, message: str = "") -> None:
        self.stubs[service].add_client_error(word, code, message)
