"""A record comes back from DynamoDB as it went in."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import reduce
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from millrace.adapters.items import item_of, record_of
from millrace.domain.job import Facts, JobEvent, JobRecord, Kind, State
from millrace.domain.merging import merge
from millrace.domain.orders import Do, Order, Progress
from tests.lambda_.deliveries import SPOT_STORY, event
from tests.lambda_.test_job_merging import histories

TOLD_AT = datetime(2026, 11, 16, 20, tzinfo=UTC)
HOST = (
    "arn:aws:ecs:us-east-1:111122223333:container-instance/"
    "millrace-gpu/00000000000000000000000000000001"
)
OLD = (
    *("job_id", "service", "name", "queue", "definition", "state", "attempts", "timeline"),
    *("submitted_at", "updated_at", "version"),
)
"""The attributes of an item before there were kinds, facts, orders and indexes."""


def record(history: list[JobEvent]) -> JobRecord:
    first = merge(None, history[0]).record
    return reduce(lambda known, new: merge(known, new).record, history[1:], first)


times = st.datetimes(timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
)
orders = st.builds(
    Order,
    token=st.uuids().map(str),
    do=st.sampled_from(Do),
    because=st.sampled_from(["capacity", "unknown"]),
    ordered_at=times,
    progress=st.sampled_from(Progress),
    claimed_until=st.none() | times,
    tries=st.integers(0, 9),
    result=st.none() | st.text(),
)


@given(histories, st.lists(orders, max_size=3), st.none() | st.floats(0, 10_000))
def test_nothing_is_lost_on_the_way(
    history: list[JobEvent], ordered: list[Order], usd: float | None
) -> None:
    written = replace(
        record(history),
        orders={order.token: order for order in ordered},
        usd=usd,
        expires_at=1_900_000_000,
        version=7,
    )

    assert record_of(item_of(written)) == written


def test_every_fact_has_a_way_into_the_item_and_back() -> None:
    """So that a fact which somebody adds is not lost on the way."""
    values: dict[Any, Any] = {str: "text", int: 3, bool: True, datetime: TOLD_AT}
    facts = Facts(**{fact.name: values[_plain(fact.type)] for fact in fields(Facts)})
    known = replace(record([event("batch-1-runnable")]), facts=facts)

    assert record_of(item_of(known)).facts == facts


def _plain(type_: Any) -> Any:
    return next(each for each in get_args(type_) if each is not type(None))


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
        "host": {"S": HOST},
    }


def test_a_block_stands_in_the_timeline_with_its_reason() -> None:
    blocked = event("batch-queue-blocked")

    assert item_of(record([blocked]))["timeline"]["M"][blocked.event_id]["M"]["blocked"] == {
        "S": "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY"
    }


def test_an_item_of_old_is_of_a_single_job_and_joins_what_comes() -> None:
    first, second = event("batch-1-runnable"), event("batch-2-starting")
    known = replace(record([first]), kind=Kind.ARRAY)
    old = record_of({name: value for name, value in item_of(known).items() if name in OLD})

    assert (old.kind, old.facts, old.orders, old.usd) == (Kind.SINGLE, Facts(), {}, None)
    assert merge(old, second).record == record([first, second])


def test_an_item_is_found_by_day_by_team_and_for_as_long_as_it_is_open() -> None:
    opened = record([replace(event("batch-1-runnable"), facts=Facts(team="vision"))])
    keys = item_of(opened)

    assert keys["day"] == {"S": "2026-11-16"}
    assert keys["opened_at"] == {"S": "2026-11-16T20:00:00.000Z"}
    assert keys["team"] == {"S": "vision"}
    assert keys["open"] == {"S": "batch"}


@pytest.mark.parametrize(
    "told",
    [
        replace(event("batch-1-runnable"), state=State.SUCCEEDED),
        replace(event("batch-1-runnable"), state=State.READY, kind=Kind.ENDPOINT),
    ],
)
def test_what_has_ended_or_never_will_is_not_open(told: JobEvent) -> None:
    assert item_of(record([told])).keys().isdisjoint({"open", "team", "due"})


@pytest.mark.parametrize(
    ("progress", "is_due"),
    [
        (Progress.DUE, True),
        (Progress.CLAIMED, True),
        (Progress.DONE, False),
        (Progress.REFUSED, False),
    ],
)
def test_a_job_is_due_until_everything_is_settled(progress: Progress, *, is_due: bool) -> None:
    done = Order(token="a", do=Do.RETRY, because="", ordered_at=TOLD_AT, progress=Progress.DONE)
    other = replace(done, token="b", progress=progress)
    known = replace(record([event("batch-1-runnable")]), orders={"a": done, "b": other})

    assert (item_of(known).get("due") == {"S": "orders"}) is is_due
