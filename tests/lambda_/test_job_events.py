"""A message of the queue is an event to record, one to leave alone, or none that we understand."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from millrace.domain.job import JobEvent, State
from millrace.events import Ignored, job_event_from
from millrace.fields import MalformedError, shown
from millrace.sources import READERS, Because
from tests.lambda_.sources.reading import body, recorded

RUNNABLE = "batch-1-runnable"


def changed(key: str, value: object) -> str:
    return json.dumps(recorded(RUNNABLE) | {key: value})


def read(message: str) -> JobEvent:
    told = job_event_from(message)
    assert isinstance(told, JobEvent)
    return told


@pytest.mark.parametrize(
    ("key", "value", "because"),
    [
        ("source", "aws.s3", Because.UNKNOWN_SOURCE),
        ("source", "\x00", Because.UNKNOWN_SOURCE),
        ("detail-type", "AWS API Call via CloudTrail", Because.UNKNOWN_TYPE),
        ("detail-type", "batch job state change", Because.UNKNOWN_TYPE),
    ],
)
def test_what_nobody_asked_for_is_left_alone_and_says_why(
    key: str, value: str, because: Because
) -> None:
    assert job_event_from(changed(key, value)) == Ignored(because)


def test_the_reasons_for_leaving_an_event_alone_are_few_and_short() -> None:
    """Each is a metric of its own, which is paid for."""
    assert len(Because) <= 8
    assert all(len(word) <= 24 and word.isascii() for word in Because)


def test_a_job_of_any_source_is_read_by_source_and_detail_type() -> None:
    assert set(READERS) == {
        *("aws.batch", "aws.sagemaker", "aws.ec2", "aws.cloudwatch", "millrace.eks")
    }


@pytest.mark.parametrize(
    ("given", "because"),
    [
        ("", "not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("{'id': 1}", "not JSON: Expecting property name enclosed in double quotes: line 1"),
        ("[" * 100_000, "not JSON: nested too deeply"),
        ("9" * 10_000, "not JSON: "),
        ("[]", "the event must be an object, got []"),
        ("{}", "source must be a text that is not empty, got nothing"),
        (changed("source", ["aws.batch"]), "source must be a text that is not empty, got ['aws"),
        (changed("detail-type", {}), "detail-type must be a text that is not empty, got {}"),
        (changed("detail", "x"), "detail must be an object, got 'x'"),
        (changed("id", ""), "id must be a text that is not empty, got ''"),
        (changed("id", 7), "id must be a text that is not empty, got 7"),
        (changed("id", "x" * 257), "id must be printable and at most 256 characters, got 'xxx"),
        (changed("id", "a\nb"), "id must be printable and at most 256 characters, got 'a\\nb'"),
        (changed("time", "soon"), "time must be a time with its zone, got 'soon'"),
        (changed("time", None), "time must be a time with its zone, got nothing"),
        (changed("time", "2026-11-16T20:00:00"), "time must be a time with its zone, got '2026"),
        (changed("time", "0001-01-01T00:00:00+14:00"), "time must be a time with its zone"),
        (changed("time", "0999-01-01T00:00:00Z"), "time must be a time with its zone"),
        (changed("time", "9999-12-31T23:59:59-14:00"), "time must be a time with its zone"),
        (changed("time", float("nan")), "time must be a time with its zone, got nan"),
        (changed("time", 10**400), "time must be a time with its zone, got 1000"),
    ],
)
def test_what_claims_to_be_an_event_and_is_none_is_refused_with_its_reason(
    given: str, because: str
) -> None:
    with pytest.raises(MalformedError) as refused:
        job_event_from(given)

    assert str(refused.value).startswith(because)


@pytest.mark.parametrize("given", ["\x00 \ud800 é 漢", ["\u202e"], {"\x1b": 1}])
def test_a_reason_may_stand_in_a_message_attribute(given: object) -> None:
    with pytest.raises(MalformedError) as refused:
        job_event_from(changed("time", given))

    assert str(refused.value).isascii()
    assert str(refused.value).isprintable()


def test_a_value_that_is_nested_deeper_than_can_be_written_is_told_of() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]

    assert len(shown(nested)) <= 63


@pytest.mark.parametrize(
    "given",
    [
        *("2026-11-16T20:00:01Z", "2026-11-16T21:00:01.0004+01:00"),
        *("2026-11-16T20:00:01.000999999Z", "2026-11-16T20:00:01.000+0000"),
        *("1794859201000", 1794859201000, 1794859201000.4, 1794859201, 1794859201.0),
    ],
)
def test_a_time_is_written_in_many_ways(given: object) -> None:
    assert read(changed("time", given)).at == datetime(2026, 11, 16, 20, 0, 1, tzinfo=UTC)


def test_a_replay_of_the_archive_is_known_as_such() -> None:
    assert read(changed("replay-name", "after-the-outage")).replay == "after-the-outage"
    assert read(body(RUNNABLE)).replay is None


FIELDS = ["jobId", "status", "statusReason", "attempts", "createdAt", "startedAt", "container"]
FIELDS += ["arrayProperties", "nodeProperties", "tags", "jobArn"]
keys = st.sampled_from([*FIELDS, "exitCode", "logStreamName", "size", "numNodes", "Key"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "é", *State]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=2),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(FIELDS), anything, max_size=3))
def test_whatever_a_field_holds_the_event_is_read_or_refused(detail: dict[str, Any]) -> None:
    try:
        told = job_event_from(body("batch-3-running", **detail))
    except MalformedError:
        return
    assert isinstance(told, JobEvent)
    assert isinstance(told.state, State)
