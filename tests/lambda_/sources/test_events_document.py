"""docs/events.md tells of every event that is read, and of every reason to leave one alone."""

from pathlib import Path

import pytest

from millrace.sources import READERS, Because

DOCUMENT = (Path(__file__).parents[3] / "docs" / "events.md").read_text()


@pytest.mark.parametrize("type_", [kind for readers in READERS.values() for kind in readers])
def test_every_event_that_is_read_has_a_line(type_: str) -> None:
    assert f"\n| {type_} " in DOCUMENT


@pytest.mark.parametrize("reason", Because)
def test_every_reason_has_a_line(reason: Because) -> None:
    assert f"\n| `{reason}` |" in DOCUMENT


@pytest.mark.parametrize("source", READERS)
def test_every_source_is_named(source: str) -> None:
    assert f"`{source}`" in DOCUMENT
