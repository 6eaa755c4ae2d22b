"""Programs read jobs in the shape that docs/job-ledger.md promises."""

import json
from dataclasses import replace

from millrace.domain.job import Facts
from millrace.domain.orders import Do
from ops.ledger_json import job_json
from tests.ops.jobs.world import order
from tests.ops.jobs_in_ledger import NOW, RECLAIMED, STORY, WAITING, record_of

KEYS = [
    *("job_id", "service", "name", "queue", "definition", "state", "state_reason"),
    *("attempts", "timeline", "submitted_at", "updated_at", "kind", "size"),
    *("facts", "orders", "usd", "first_at", "expires_at", "version"),
]


def test_every_key_is_always_there() -> None:
    assert list(job_json(RECLAIMED)) == KEYS
    assert list(job_json(WAITING)) == KEYS


def test_attempts_are_a_list_in_their_order() -> None:
    first = job_json(RECLAIMED)["attempts"][0]
    assert first.pop("host").startswith("arn:aws:ecs:us-east-1:111122223333:container-instance/")
    assert first == {
        "number": 1,
        "started_at": "2026-11-16T20:01:35.120Z",
        "stopped_at": "2026-11-16T20:03:10.480Z",
        "exit_code": None,
        "reason": "Host EC2 (instance i-0a1b2c3d4e5f67890) terminated.",
        "log_stream": "digits/default/00000000000000000000000000000001",
    }
    assert [attempt["number"] for attempt in job_json(RECLAIMED)["attempts"]] == [1, 2]


def test_the_timeline_is_a_list_in_the_order_of_time() -> None:
    timeline = job_json(record_of(reversed(STORY)))["timeline"]

    assert timeline[3] == {
        "event_id": STORY[3].event_id,
        "at": "2026-11-16T20:03:11.000Z",
        "state": "RUNNABLE",
        "attempt": 2,
        "blocked": None,
    }
    assert [entry["event_id"] for entry in timeline] == [event.event_id for event in STORY]


def test_every_time_is_text_wherever_it_stands() -> None:
    notify = order(Do.NOTIFY)
    made = replace(RECLAIMED, facts=Facts(deadline=NOW), orders={notify.token: notify})
    told = json.loads(json.dumps(job_json(made)))

    assert told["facts"]["deadline"] == "2026-11-16T21:00:00.000Z"
    assert told["facts"]["team"] is None
    [ordered] = told["orders"]
    assert (ordered["do"], ordered["progress"]) == ("notify", "due")
    assert ordered["ordered_at"] == "2026-11-16T21:00:00.000Z"
