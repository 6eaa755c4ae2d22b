"""A record comes back from DynamoDB as it went in."""

from dataclasses import replace
from functools import reduce

from hypothesis import given

from millrace.adapters.items import item_of, record_of
from millrace.domain.job import JobEvent, JobRecord, Kind
from millrace.domain.merging import merge
from tests.lambda_.deliveries import SPOT_STORY, event
from tests.lambda_.test_job_merging import histories


def record(history: list[JobEvent]) -> JobRecord:
    first = merge(None, history[0]).record
    return reduce(lambda known, new: merge(known, new).record, history[1:], first)


@given(histories)
def test_nothing_is_lost_on_the_way(history: list[JobEvent]) -> None:
    assert record_of(item_of(record(history))) == record(history)


def test_the_item_has_the_documented_shape() -> None:
    item = item_of(record([event(name) for name in SPOT_STORY]))

    assert item["job_id"] == {"S": "4c7599ae-0a82-49aa-ba5a-4727fcce14a8"}
    assert item["state"] == {"S": "SUCCEEDED"}
    assert item["version"] == {"N": "0"}
    assert item["submitted_at"] == {"S": "2026-11-16T20:00:00.000Z"}
    assert item["timeline"]["M"]["c8f9c4b5-76e5-d76a-f980-7011e2060004"] == {
        "M": {
            "at": {"S": "2026-11-16T20:03:11.000Z"},
            "state": {"S": "RUNNABLE"},
            "attempt": {"N": "2"},
        }
    }


def test_what_is_not_known_is_left_out() -> None:
    item = item_of(record([event(name) for name in SPOT_STORY[:4]]))

    assert "state_reason" not in item
    assert item["attempts"]["M"]["1"]["M"] == {
        "started_at": {"S": "2026-11-16T20:01:35.120Z"},
        "stopped_at": {"S": "2026-11-16T20:03:10.480Z"},
        "reason": {"S": "Host EC2 (instance i-0a1b2c3d4e5f67890) terminated."},
        "log_stream": {"S": "digits/default/00000000000000000000000000000001"},
    }


def test_a_block_stands_in_the_timeline_with_its_reason() -> None:
    blocked = event("batch-queue-blocked")

    assert item_of(record([blocked]))["timeline"]["M"][blocked.event_id]["M"]["blocked"] == {
        "S": "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY"
    }


def test_an_item_written_before_there_were_kinds_is_of_a_single_job() -> None:
    known = replace(record([event("batch-1-runnable")]), kind=Kind.ARRAY)
    item = {name: value for name, value in item_of(known).items() if name != "kind"}

    assert record_of(item).kind is Kind.SINGLE
