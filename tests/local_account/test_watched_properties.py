"""Properties remember what was read of them."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from local.cloudformation.watched import Watched, unread

PROPERTIES = {"Name": "a", "Rules": [{"Id": "x", "Days": 3}], "Key": {"Arn": "k", "Mode": "m"}}


def test_what_nobody_asked_for_is_unread() -> None:
    properties = Watched(PROPERTIES)

    properties.get("Name")
    properties["Key"]["Arn"]

    assert sorted(unread(properties)) == ["Key.Mode", "Rules"]


def test_what_was_taken_whole_counts_as_read() -> None:
    properties = Watched(PROPERTIES)

    kept = {name: properties.get(name) for name in ("Name", "Rules", "Key")}

    assert kept == PROPERTIES
    assert list(unread(properties)) == []


def test_one_who_goes_through_a_list_has_to_read_its_items() -> None:
    properties = Watched(PROPERTIES)

    ids = [rule["Id"] for rule in properties["Rules"]]

    assert ids == ["x"]
    assert "Rules[].Days" in set(unread(properties))


@pytest.mark.parametrize(
    "reader",
    [
        json.dumps,
        dict,
        copy.deepcopy,
        copy.copy,
        lambda given: {**given},
        lambda g: list(g.items()),
    ],
)
def test_who_copies_everything_has_read_everything(reader: Callable[[Any], Any]) -> None:
    properties = Watched(PROPERTIES)

    reader(properties)

    assert list(unread(properties)) == []


def test_a_deep_copy_watches_no_more() -> None:
    assert type(copy.deepcopy(Watched(PROPERTIES))["Key"]) is dict
