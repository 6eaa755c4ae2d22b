"""What stands idle is told of first, and ended later if it is idle still."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from millrace.domain.reaping import KEEP, NOTICED, REAP, Fate, Found, Kind, Reaper, ReapingError

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOTEBOOK = Found(
    kind=Kind.NOTEBOOK, name="n", arn="arn:n", used_at=NOW - 9 * HOUR, tags={"team": "vision"}
)
ENDPOINT = replace(NOTEBOOK, kind=Kind.ENDPOINT, name="e", arn="arn:e")
DELETED = {REAP: "delete"}


@dataclass
class FakeThings:
    things: list[Found] = field(default_factory=list)
    broken: str = ""
    ended: list[str] = field(default_factory=list)

    def found(self, now: datetime) -> Iterable[Found]:
        return self.things

    def tag(self, thing: Found, tags: Mapping[str, str]) -> None:
        self._change(thing, {**thing.tags, **tags})

    def untag(self, thing: Found, names: Iterable[str]) -> None:
        gone = [*names]
        self._change(thing, {key: value for key, value in thing.tags.items() if key not in gone})

    def end(self, thing: Found) -> None:
        self.ended.append(thing.name)

    def uses(self, used_at: datetime) -> None:
        self.things = [replace(thing, used_at=used_at) for thing in self.things]

    def _change(self, thing: Found, tags: Mapping[str, str]) -> None:
        if thing.name == self.broken:
            raise ReapingError(f"could not be tagged: {thing.arn}")
        self.things = [replace(one, tags=tags) if one is thing else one for one in self.things]


@dataclass
class FakeTickets:
    told: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, subject: str, text: str) -> None:
        self.told.append((subject, text))


def reaper(*things: Found, broken: str = "") -> tuple[Reaper, FakeThings, FakeTickets]:
    fake, tickets = FakeThings([*things], broken=broken), FakeTickets()
    return (
        Reaper(things=fake, tickets=tickets, idle_for=8 * HOUR, notice=24 * HOUR),
        fake,
        tickets,
    )


def days_of(reaping: Reaper, *, hours: int) -> list[str]:
    """What became of the one thing, hour by hour."""
    return [fate for hour in range(hours) for fate in reaping.round(NOW + hour * HOUR).values()]


def test_a_notebook_is_stopped_a_notice_later_and_told_of_before_and_after() -> None:
    reaping, things, tickets = reaper(NOTEBOOK)

    fates = days_of(reaping, hours=25)

    assert fates == [Fate.NOTICED, *[Fate.AWAITING] * 23, Fate.ENDED]
    assert things.ended == ["n"]
    [(subject, text), (end, _)] = tickets.told
    assert (subject, end) == ("notebook instance n is idle", "notebook instance n was ended")
    assert "stopped after 2026-11-23T12:00:00+00:00 unless it is used before" in text
    assert f"give it the tag {KEEP} with the day until when" in text


def test_one_that_is_used_in_between_is_left_and_its_notice_is_forgotten() -> None:
    reaping, things, _ = reaper(NOTEBOOK)
    reaping.round(NOW)
    things.uses(NOW + 20 * HOUR)

    assert reaping.round(NOW + 24 * HOUR) == {"arn:n": Fate.USED}
    assert things.things[0].tags == {"team": "vision"}
    assert reaping.round(NOW + 29 * HOUR) == {"arn:n": Fate.NOTICED}
    assert things.ended == []


def test_one_that_was_used_and_fell_idle_between_two_looks_has_a_notice_of_its_own() -> None:
    """No round came by while it was in use: the old notice is of another rest."""
    reaping, things, _ = reaper(NOTEBOOK)
    reaping.round(NOW)
    things.uses(NOW + 2 * HOUR)

    assert reaping.round(NOW + 30 * HOUR) == {"arn:n": Fate.NOTICED}
    assert things.ended == []


@pytest.mark.parametrize(
    ("until", "fate"),
    [("2026-11-22", Fate.KEPT), ("2026-11-21", Fate.NOTICED), ("for Anna", Fate.KEPT)],
)
def test_one_is_kept_until_the_day_that_its_tag_says(until: str, fate: Fate) -> None:
    reaping, _, _ = reaper(replace(NOTEBOOK, tags={KEEP: until}))

    assert reaping.round(NOW) == {"arn:n": fate}


@pytest.mark.parametrize(("tags", "ended"), [({}, []), (DELETED, ["e"]), ({REAP: "no"}, [])])
def test_an_endpoint_is_deleted_only_if_it_says_so_itself(
    tags: Mapping[str, str], ended: list[str]
) -> None:
    reaping, things, tickets = reaper(replace(ENDPOINT, tags=tags))

    days_of(reaping, hours=60)

    assert {*things.ended} == {*ended}
    assert ("It is left as it is" in tickets.told[0][1]) == (not ended)


def test_an_instance_of_a_fleet_is_told_of_after_an_hour_and_daily_and_left_to_batch() -> None:
    instance = replace(NOTEBOOK, kind=Kind.INSTANCE, used_at=NOW)
    reaping, things, tickets = reaper(instance)

    fates = days_of(reaping, hours=50)

    assert [hour for hour, fate in enumerate(fates) if fate == Fate.NOTICED] == [1, 25, 49]
    assert (things.ended, things.things) == ([], [instance])
    assert "nothing is done about it" in tickets.told[0][1]


def test_what_was_not_noticed_is_not_ended() -> None:
    """Its tag could not be written: it was told of, and will be again."""
    reaping, things, _ = reaper(NOTEBOOK, ENDPOINT, broken="n")
    for hour in range(30):
        with pytest.raises(ReapingError, match="could not be tagged: arn:n"):
            reaping.round(NOW + hour * HOUR)

    assert things.ended == []
    assert NOTICED in things.things[1].tags
