"""Fuzzed events through the real handler: each must be found again, and none may crash it.

python -m tests.lambda_.sources.fuzz --events 100000 --seed 1
"""

import argparse
import io
import json
import logging
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from millrace.adapters import clients
from millrace.events import Ignored, job_event_from
from millrace.fields import MalformedError
from millrace.handlers import record_job_events
from tests.lambda_.deliveries import delivery
from tests.lambda_.sources.account import Account
from tests.lambda_.sources.mutations import Fuzzer
from tests.lambda_.sources.tally import Tally

AT_ONCE = 50
GOOD = (": valid", ": other words")
QUEUES = "https://sqs.us-east-1.amazonaws.com/111122223333"
SETTINGS = {
    "ENVIRONMENT": "dev",
    "LEDGER_TABLE": "jobs",
    "DEAD_LETTERS_URL": f"{QUEUES}/dead-letters",
    "ORDERS_URL": f"{QUEUES}/orders",
    "POLICY": json.dumps({"retries": 1, "keep_days": 400}),
    "FLEETS": "{}",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "a",
    "AWS_SECRET_ACCESS_KEY": "b",
}
"""As the stack gives them."""


@contextmanager
def container(account: Account) -> Iterator[io.StringIO]:
    """A container of the function, whose clients speak to the account; it gives the log."""
    cached = [clients.dynamodb, clients.sqs, clients.cloudwatch]
    cached += [made for made in vars(record_job_events).values() if hasattr(made, "cache_clear")]
    for made in cached:
        made.cache_clear()
    for made in (clients.dynamodb, clients.sqs, clients.cloudwatch):
        events: Any = made().meta.events
        events.register("before-send", account.answer)
    log = io.StringIO()
    try:
        with written_to(log):
            yield log
    finally:
        for made in cached:
            made.cache_clear()


@contextmanager
def written_to(log: io.StringIO) -> Iterator[None]:
    """The function's own lines, in its own form, and nowhere else."""
    handlers = record_job_events.log.handlers
    kept = handlers[:]
    own = logging.StreamHandler(log)
    own.setFormatter(kept[0].formatter)
    handlers[:] = [own]
    try:
        yield
    finally:
        handlers[:] = kept


def fuzzed(events: int, seed: int) -> Tally:
    tally, account, fuzzer = Tally(), Account(), Fuzzer(seed)
    with container(account) as log:
        while tally.events < events:
            made = [fuzzer.body() for _ in range(min(AT_ONCE, events - tally.events))]
            tally.events += len(made)
            tally.families.update(kind.split(":")[0] for kind, _ in made)
            _deliver(made, account, tally)
            tally.crashes += [
                line for line in log.getvalue().splitlines() if "job event failed" in line
            ]
            log.seek(0)
            log.truncate()
    tally.refusals = account.refusals
    for (metric, reason), count in account.metrics.items():
        if metric == "EventsIgnored":
            tally.counted[reason] += int(count)
    return tally


def _deliver(made: list[tuple[str, str]], account: Account, tally: Tally) -> None:
    account.letters.clear()
    answer = record_job_events.handler(delivery(*(body for _, body in made)), None)
    back = {one["itemIdentifier"] for one in answer["batchItemFailures"]}
    letters = Counter(account.letters)
    for number, (kind, body) in enumerate(made):
        is_back = f"m{number}" in back
        place = "the queue" if is_back else _place(body, letters, account, tally)
        tally.found[place] += 1
        if kind.endswith(GOOD) and place not in ("ledger", "ignored"):
            tally.astray.append(f"{kind}: {place}: {body}")


def _place(body: str, letters: Counter[str], account: Account, tally: Tally) -> str:
    if letters[body]:
        letters[body] -= 1
        return "dead letters"
    try:
        read = job_event_from(body)
    except MalformedError:
        return "lost"
    if isinstance(read, Ignored):
        tally.ignored[read.reason] += 1
        return "ignored"
    return "ledger" if read.event_id in account.known else "lost"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--events", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    os.environ.update(SETTINGS)
    began = time.process_time()
    tally = fuzzed(given.events, given.seed)
    print(tally)  # noqa: T201
    print(f"{time.process_time() - began:.0f} s of CPU, seed {given.seed}")  # noqa: T201
    sys.exit(not tally.is_clean)


if __name__ == "__main__":
    main()
