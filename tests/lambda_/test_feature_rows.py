"""Rows of features: a file is taken whole, or refused with the line and what is wrong with it."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from millrace.domain.feature_rows import Kind, RefusedRowsError, Schema, records

SCHEMA = Schema(
    record_id="image",
    event_time="at",
    features={
        "image": Kind.STRING,
        "at": Kind.FRACTIONAL,
        "ink": Kind.FRACTIONAL,
        "n": Kind.INTEGRAL,
    },
)
HEADER = "image,at,ink,n"


def test_each_row_is_a_record_in_whatever_order_the_columns_are() -> None:
    assert records(["ink,n,image,at", "0.5,3,a,1700000000.0"], SCHEMA) == [
        {"ink": "0.5", "n": "3", "image": "a", "at": "1700000000.0"}
    ]


def test_a_value_that_is_not_known_is_left_out() -> None:
    [record] = records([HEADER, "a,1,,3"], SCHEMA)
    assert "ink" not in record


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "columns are ''"),
        ([HEADER], "no row below the header"),
        (["image,at,ink", "a,1,0.5"], "the feature group has image,at,ink,n"),
        ([f"{HEADER},n", "a,1,0.5,3,3"], "each of them once"),
        ([HEADER, "a,1,0.5"], "line 2: 3 values for 4 columns"),
        ([HEADER, "a,1,0.5,3", ",1,0.5,3"], "line 3: image is empty"),
        ([HEADER, "a,,0.5,3"], "line 2: at is empty"),
        ([HEADER, "a,1,much,3"], "line 2: ink must be Fractional, got 'much'"),
        ([HEADER, "a,1,nan,3"], "ink must be Fractional, got 'nan'"),
        ([HEADER, "a,1,1_000,3"], "ink must be Fractional, got '1_000'"),
        ([HEADER, "a,1, 5 ,3"], "ink must be Fractional, got ' 5 '"),
        ([HEADER, "a,1,0.5,\u0663"], "n must be Integral"),
        ([HEADER, "a,1,0.5,3.5"], "n must be Integral, got '3.5'"),
        ([HEADER, f"a,1,0.5,{2**63}"], "n must be Integral"),
        ([HEADER, 'a,1,"0.5,3'], "not CSV"),
    ],
)
def test_a_file_that_is_not_what_the_group_holds_is_refused(lines: list[str], said: str) -> None:
    with pytest.raises(RefusedRowsError) as refusal:
        records(lines, SCHEMA)
    assert said in str(refusal.value)


TIMED = Schema(record_id="id", event_time="at", features={"id": Kind.STRING, "at": Kind.STRING})


@pytest.mark.parametrize(
    "time",
    ["2026-11-22T10:00:00Z", "2026-11-22T10:00:00.123Z", "2026-11-22T10:00:00.123456789Z"],
)
def test_a_time_that_is_written_out_is_in_utc(time: str) -> None:
    assert records(["id,at", f"a,{time}"], TIMED) == [{"id": "a", "at": time}]


@pytest.mark.parametrize(
    "time",
    [
        *("2026-11-22T10:00:00", "2026-11-22 10:00:00Z", "2026-11-22T10:00:00+01:00"),
        *("2026-11-22T10:00:00.123456Z", "20261122T100000Z", "2026-13-22T10:00:00Z", "yesterday"),
    ],
)
def test_a_time_that_the_store_would_refuse_is_refused_before_a_row_is_written(time: str) -> None:
    with pytest.raises(RefusedRowsError, match="line 2: at must be a time in UTC"):
        records(["id,at", f"a,{time}"], TIMED)


@given(st.lists(st.text()))
def test_whatever_a_file_holds_it_is_taken_or_refused_and_nothing_else(lines: list[str]) -> None:
    with contextlib.suppress(RefusedRowsError):
        assert records([HEADER, *lines], SCHEMA)
