"""A pattern is held against an event as EventBridge does it."""

from typing import Any

import pytest

from rules.patterns import may_match
from rules.value import UNKNOWN

EVENT: dict[str, Any] = {
    "source": "aws.batch",
    "detail": {
        "status": "FAILED", "exitCode": 137, "tags": ["a", "b"], "empty": None, "spot": True,
        "address": "10.0.3.7", "nodes": [{"name": "x"}, {"name": "y"}],
    },
}  # fmt: skip


@pytest.mark.parametrize(
    "detail",
    [
        {"status": ["SUCCEEDED", "FAILED"]},
        {"status": [{"prefix": "FAIL"}]},
        {"status": [{"prefix": {"equals-ignore-case": "fail"}}]},
        {"status": [{"suffix": "ED"}]},
        {"status": [{"equals-ignore-case": "failed"}]},
        {"status": [{"wildcard": "F*L*D"}]},
        {"status": [{"anything-but": "SUCCEEDED"}]},
        {"status": [{"anything-but": {"prefix": "SUCC"}}]},
        {"exitCode": [137]},
        {"exitCode": [{"numeric": [">", 0, "<=", 137]}]},
        {"tags": ["b"]},
        {"nodes": {"name": ["y"]}},
        {"empty": [None]},
        {"spot": [True]},
        {"address": [{"cidr": "10.0.0.0/16"}]},
        {"retries": [{"exists": False}]},
        {"retries": {"deep": [{"exists": False}]}},
        {"$or": [{"status": ["SUCCEEDED"]}, {"exitCode": [137]}]},
        {"status": [UNKNOWN]},
        {"status": [{"prefix": UNKNOWN}]},
    ],
    ids=repr,
)
def test_it_matches(detail: object) -> None:
    assert may_match({"source": ["aws.batch"], "detail": detail}, EVENT)


@pytest.mark.parametrize(
    "detail",
    [
        {"status": ["failed"]},
        {"status": [{"prefix": "fail"}]},
        {"status": [{"suffix": "ing"}]},
        {"status": [{"wildcard": "F?ILED"}]},
        {"status": [{"wildcard": r"F\*"}]},
        {"status": [{"anything-but": ["FAILED", "SUCCEEDED"]}]},
        {"status": [{"anything-but": {"suffix": "ED"}}]},
        {"status": [{"exists": False}]},
        {"exitCode": ["137"]},
        {"exitCode": [True]},
        {"exitCode": [{"numeric": [">", 137]}]},
        {"exitCode": [{"prefix": "1"}]},
        {"spot": [1]},
        {"address": [{"cidr": "10.1.0.0/16"}]},
        {"status": [{"cidr": "10.1.0.0/16"}]},
        {"retries": [{"exists": True}]},
        {"retries": [{"anything-but": "x"}]},
        {"retries": [UNKNOWN]},
        {"status": {"deeper": ["x"]}},
        {"$or": [{"status": ["SUCCEEDED"]}, {"exitCode": [0]}]},
        {"status": ["FAILED"], "exitCode": [1]},
    ],
    ids=repr,
)
def test_it_does_not_match(detail: object) -> None:
    assert not may_match({"source": ["aws.batch"], "detail": detail}, EVENT)


def test_of_what_is_not_known_anything_may_match() -> None:
    assert may_match({"detail": {"status": ["FAILED"], "deep": {"x": [1]}}}, {"detail": UNKNOWN})
