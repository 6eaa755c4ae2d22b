"""A condition holds or it does not, for every kind of condition that there is."""

from typing import Any

import pytest

from local.sagemaker.definition.conditions import NotComparableError, all_hold
from tests.local_sagemaker.definitions import compares

_TRUE, _FALSE = compares("Equals", 1, 1), compares("Equals", 1, 2)


@pytest.mark.parametrize(
    ("one", "holds"),
    [
        (compares("Equals", "a", "a"), True),
        (compares("Equals", "a", "b"), False),
        (compares("GreaterThan", 2, 2), False),
        (compares("GreaterThanOrEqualTo", 2, 2.0), True),
        (compares("LessThan", 1.5, 2), True),
        (compares("LessThanOrEqualTo", 3, 2), False),
        (compares("NotEquals", "a", "b"), True),
        ({"Type": "NotIn", "QueryValue": "b", "Values": ["a", "b"]}, False),
        ({"Type": "In", "QueryValue": "b", "Values": ["a", "b"]}, True),
        ({"Type": "In", "QueryValue": "c", "Values": ["a", "b"]}, False),
        ({"Type": "Not", "Condition": _FALSE}, True),
        ({"Type": "Or", "Conditions": [_FALSE, _TRUE]}, True),
        ({"Type": "Or", "Conditions": [_FALSE, _FALSE]}, False),
    ],
)
def test_a_condition_of_each_kind(one: dict[str, Any], *, holds: bool) -> None:
    assert all_hold([one]) is holds


def test_all_conditions_of_a_step_must_hold() -> None:
    assert all_hold([_TRUE, _TRUE])
    assert not all_hold([_TRUE, _FALSE])


def test_what_cannot_be_compared_is_named() -> None:
    with pytest.raises(NotComparableError, match="GreaterThan cannot compare 'high' with 1"):
        all_hold([compares("GreaterThan", "high", 1)])
