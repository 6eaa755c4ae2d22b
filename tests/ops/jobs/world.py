"""A deployed environment with a ledger in it, as the commands meet it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import config
from config import Environment
from millrace.adapters.items import item_of
from millrace.domain.job import Attempt, Facts, JobRecord, Kind, Moment, Service, State
from millrace.domain.orders import Do, Order, Progress, token_of
from ops.jobs.__main__ import main
from ops.pipeline.watching import Clock
from tests.ops.pipeline.fake_aws import FakeAws, refusal

NOW = datetime(2026, 11, 16, 21, tzinfo=UTC)
TABLE = "jobs-table"
QUEUE = "arn:aws:batch:us-east-1:111122223333:job-queue/gpu"
DIGITS = "4c7599ae-0a82-49aa-ba5a-4727fcce14a8"


def job(
    job_id: str = DIGITS,
    state: State = State.SUCCEEDED,
    *,
    ago: timedelta = timedelta(hours=1),
    reason: str | None = None,
    usd: float | None = None,
    facts: Facts | None = None,
    orders: Sequence[Order] = (),
    **other: Any,
) -> JobRecord:
    """One that was submitted so long ago, started a minute later and took ten, if it has ended."""
    opened = NOW - ago
    started, ended = opened + timedelta(minutes=1), opened + timedelta(minutes=11)
    ran = state.terminal or state is State.RUNNING
    attempt = Attempt(started_at=started, log_stream="digits/default/1")
    if state.terminal:
        attempt = replace(attempt, stopped_at=ended, reason=reason, exit_code=0)
    told = ended if state.terminal else started
    moment = Moment(event_id=f"e-{job_id}", at=told, state=state, attempt=1)
    of_batch = "/" not in job_id
    made = JobRecord(
        job_id=job_id,
        service=Service.BATCH if of_batch else Service.SAGEMAKER,
        name="digits" if of_batch else job_id.rsplit("/", 1)[-1],
        queue=QUEUE if of_batch else "",
        definition="digits:3" if of_batch else "",
        state=state,
        state_reason=reason,
        attempts={1: attempt} if ran else {},
        timeline={moment.event_id: moment},
        submitted_at=opened,
        updated_at=told,
        facts=facts or Facts(),
        orders={order.token: order for order in orders},
        usd=usd,
    )
    return replace(made, **other)


def order(do: Do, *, result: str | None = None, because: str = "out-of-memory") -> Order:
    return Order(
        token=token_of(DIGITS, do, "end"),
        do=do,
        because=because,
        ordered_at=NOW,
        progress=Progress.DONE if result else Progress.DUE,
        result=result,
    )


def thing(job_id: str, state: State, kind: Kind, **other: Any) -> JobRecord:
    return job(job_id, state, kind=kind, attempts={}, **other)


@cache
def environment(name: str) -> Environment:
    """Slow to read, so read once."""
    return config.load_or_exit(name)


class World:
    """``at_once`` items are what DynamoDB answers with, before it is asked again."""

    def __init__(self) -> None:
        self.jobs: dict[str, JobRecord] = {}
        self.at_once = 1000
        self.unread = False
        self.aws = FakeAws(
            {
                "DescribeStacks": self._stacks,
                "Query": self._query,
                "BatchGetItem": self._items,
                "Scan": self._scan,
                "GetCallerIdentity": lambda _: {"Arn": "arn:aws:sts::1:assumed-role/Dev/alice"},
                "DescribeJobDefinitions": self._definitions,
            }
        )
        self.outputs = {"LedgerTable": TABLE, "JobEvents": "url"}
        self.options: Mapping[str, str] = {"awslogs-group": "/millrace/local/batch"}

    def has(self, *jobs: JobRecord) -> None:
        self.jobs |= {one.job_id: one for one in jobs}

    def run(self, line: str, **clock: Any) -> int:
        now = Clock(now=lambda: NOW, **clock)
        return main(line.split(), connect=self.aws.connect, clock=now, load=environment)

    def fails(self, operation: str, code: str, message: str = "") -> None:
        def refuse(_asked: object) -> Mapping[str, Any]:
            raise refusal(code, message, operation)

        self.aws.answers[operation] = refuse

    def times(self, operation: str) -> int:
        return len(self.aws.asks_of(operation))

    def _stacks(self, asked: Any) -> Mapping[str, Any]:
        outputs = [{"OutputKey": key, "OutputValue": one} for key, one in self.outputs.items()]
        stack = {"CreationTime": NOW, "StackStatus": "UPDATE_COMPLETE", "Outputs": outputs}
        return {"Stacks": [{"StackName": asked["StackName"], **stack}]}

    def _query(self, asked: Any) -> Mapping[str, Any]:
        """As DynamoDB: items that lack the index's keys are not in it."""
        values = {name: one["S"] for name, one in asked["ExpressionAttributeValues"].items()}
        key = asked["ExpressionAttributeNames"]["#key"]
        found = [
            item
            for item in map(_keys, self.jobs.values())
            if item.get(key, {}).get("S") == values[":value"]
            and values.get(":since", "") <= item["opened_at"]["S"] <= values.get(":until", "9")
        ]
        found.sort(key=lambda item: item["opened_at"]["S"], reverse=True)
        return self._page(found, asked)

    def _scan(self, asked: Any) -> Mapping[str, Any]:
        return self._page([{"job_id": {"S": one}} for one in self.jobs], asked)

    def _page(self, items: Sequence[Any], asked: Any) -> Mapping[str, Any]:
        first = int(asked.get("ExclusiveStartKey", {}).get("at", {}).get("N", 0))
        last = first + self.at_once
        more = {"LastEvaluatedKey": {"at": {"N": str(last)}}} if last < len(items) else {}
        return {"Items": items[first:last], **more}

    def _items(self, asked: Any) -> Mapping[str, Any]:
        [(table, keys)] = asked["RequestItems"].items()
        ids = [key["job_id"]["S"] for key in keys["Keys"]]
        assert len(ids) <= 100, "DynamoDB serves a hundred items at once"
        assert len({*ids}) == len(ids), "DynamoDB refuses a question that names an item twice"
        at_once = 0 if self.unread else self.at_once
        now, later = keys["Keys"][:at_once], keys["Keys"][at_once:]
        found = [self.jobs[key["job_id"]["S"]] for key in now if key["job_id"]["S"] in self.jobs]
        unread = {"UnprocessedKeys": {table: {"Keys": later}}} if later else {}
        return {"Responses": {table: [item_of(one) for one in found]}, **unread}

    def _definitions(self, asked: Any) -> Mapping[str, Any]:
        container = {"logConfiguration": {"logDriver": "awslogs", "options": self.options}}
        made = {"type": "container", "revision": 3, "containerProperties": container}
        name = {"jobDefinitionName": "digits", "jobDefinitionArn": "arn"}
        return {"jobDefinitions": [{**made, **name}]}


def _keys(record: JobRecord) -> dict[str, Any]:
    kept = ("job_id", "opened_at", "day", "team", "open")
    return {name: one for name, one in item_of(record).items() if name in kept}
