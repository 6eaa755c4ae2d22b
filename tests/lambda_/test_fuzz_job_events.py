"""Whatever the queue brings is in the ledger, ignored and counted, or among the dead letters."""

import pytest

from tests.lambda_.sources.fuzz import SETTINGS, fuzzed
from tests.lambda_.sources.tally import Tally

EVENTS = 3_000


@pytest.fixture(scope="module")
def tally() -> Tally:
    """A tenth of a promille of bad luck is a bug: the seed makes it come again."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in SETTINGS.items():
            environment.setenv(name, value)
        told = fuzzed(EVENTS, seed=6)
    print(told)  # noqa: T201
    return told


def test_no_event_is_lost(tally: Tally) -> None:
    assert tally.lost == 0
    assert sum(tally.found.values()) == EVENTS


def test_no_event_crashes_the_handler(tally: Tally) -> None:
    assert tally.crashes == []


def test_no_good_event_is_taken_for_a_bad_one(tally: Tally) -> None:
    assert tally.astray == []


def test_aws_refuses_nothing_that_the_desk_brings_to_it(tally: Tally) -> None:
    assert tally.refusals == {}


def test_every_ignored_event_is_counted_under_its_reason(tally: Tally) -> None:
    assert tally.ignored == tally.counted
    assert len(tally.ignored) >= 3


def test_the_events_are_good_and_bad_and_of_every_family(tally: Tally) -> None:
    """Else the others would prove nothing."""
    assert set(tally.families) == {"batch", "budget", "cloudwatch", "ec2", "eks", "sagemaker"}
    assert tally.found["ledger"] > EVENTS / 3
    assert tally.found["dead letters"] > EVENTS / 10
    assert tally.found["ignored"] > EVENTS / 20
