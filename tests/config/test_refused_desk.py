"""A wrong environment file is refused: what the job desk remembers, and what it may do."""

from pathlib import Path

import pytest

import config
from tests.config.files import EVERYTHING, GOOD, Case, but, load, said

HERE = EVERYTHING[: EVERYTHING.index("desk:")].count("\n") + 1
CASES = {
    "records go before their dead letters": Case(
        ("keep_days: 90\n  archive_days: 30", "keep_days: 14\n  archive_days: 7"),
        f"dev.yaml:{HERE + 1}: desk.keep_days: is too small, given 14; allowed: at least 15",
    ),
    "records are kept for ever": Case(
        ("keep_days: 90", "keep_days: 4000"),
        f"dev.yaml:{HERE + 1}: desk.keep_days: is too large, given 4000; allowed: at most 3653",
    ),
    "events outlive their records": Case(
        ("archive_days: 30", "archive_days: 91"),
        f"dev.yaml:{HERE + 2}: desk.archive_days: events that are replayed must find their "
        "records, kept for 90 days, given 91; allowed: at most 90",
    ),
    "so do those of whom nothing is said": Case(
        ("keep_days: 90\n  archive_days: 30", "keep_days: 29"),
        f"dev.yaml:{HERE}: desk.archive_days: events that are replayed must find their "
        "records, kept for 29 days; allowed: at most 29",
    ),
    "events are not kept at all": Case(
        ("archive_days: 30", "archive_days: 0"),
        f"dev.yaml:{HERE + 2}: desk.archive_days: is too small, given 0; allowed: at least 1",
    ),
    "a job is tried for ever": Case(
        ("retries: 2", "retries: 4"),
        f"dev.yaml:{HERE + 3}: desk.retries: is too large, given 4; allowed: at most 3",
    ),
    "a switch is a word": Case(
        ("on_demand_after_spot: true", "on_demand_after_spot: sometimes"),
        f"dev.yaml:{HERE + 4}: desk.on_demand_after_spot: must be true or false, given sometimes",
    ),
    "the reaper has no patience": Case(
        ("idle_hours: 48", "idle_hours: 0"),
        f"dev.yaml:{HERE + 6}: desk.reaper.idle_hours: is too small, given 0; allowed: at least 1",
    ),
    "nobody is given notice": Case(
        ("notice_hours: 24", "notice_hours: 0"),
        f"dev.yaml:{HERE + 6}: desk.reaper.notice_hours: is too small, given 0; "
        "allowed: at least 1",
    ),
    "the reaper is a switch": Case(
        ("reaper: {idle_hours: 48, notice_hours: 24}", "reaper: true"),
        f"dev.yaml:{HERE + 6}: desk.reaper: must be a mapping of keys to values, given true",
    ),
    "a key is misspelled": Case(
        ("retries: 2", "retrys: 2"),
        f"dev.yaml:{HERE + 3}: desk.retrys: unknown key; allowed: keep_days, archive_days, "
        "retries, on_demand_after_spot, larger_after_out_of_memory, reaper; "
        "did you mean 'retries'?",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=EVERYTHING), tmp_path) == [message]


@pytest.mark.parametrize("written", ["", "desk: {}\n"])
def test_of_whom_nothing_is_said_the_usual_holds(written: str, tmp_path: Path) -> None:
    assert load(GOOD + written, tmp_path).desk == config.Desk(
        keep_days=400,
        archive_days=30,
        retries=1,
        on_demand_after_spot=True,
        larger_after_out_of_memory=True,
        reaper=None,
    )


def test_a_reaper_of_whom_nothing_is_said_waits_for_a_day_and_another(tmp_path: Path) -> None:
    reaper = load(f"{GOOD}desk:\n  reaper: {{}}\n", tmp_path).desk.reaper
    assert reaper == config.Reaper(idle_hours=24, notice_hours=24)


def test_records_may_be_kept_just_as_long_as_their_events(tmp_path: Path) -> None:
    desk = load(f"{GOOD}desk: {{keep_days: 15, archive_days: 15}}\n", tmp_path).desk
    assert (desk.keep_days, desk.archive_days) == (15, 15)
