"""A wrong environment file is refused: when its sources are copied."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, said

CASES = {
    "it is a word": Case(
        ("cron(0 3 * * ? *)", "daily"),
        "dev.yaml:51: sources.databases.orders.schedule: must be a schedule, such as "
        "rate(1 day), rate(6 hours) or cron(0 3 * * ? *), given daily",
    ),
    "cron has a field too few": Case(
        ("cron(0 3 * * ? *)", "cron(0 3 * * *)"),
        "dev.yaml:51: sources.databases.orders.schedule: cron takes six fields, minutes, "
        "hours, day of month, month, day of week, year: these are 5, given cron(0 3 * * *)",
    ),
    "cron has both kinds of day": Case(
        ("cron(0 3 * * ? *)", "cron(0 3 * * * *)"),
        "dev.yaml:51: sources.databases.orders.schedule: day of month or day of week must "
        "be ?, and the other one not, given cron(0 3 * * * *)",
    ),
    "there is no such hour": Case(
        ("cron(0 3 * * ? *)", "cron(0 24 * * ? *)"),
        "dev.yaml:51: sources.databases.orders.schedule: the hours of cron must lie in "
        "0-23, not 24, given cron(0 24 * * ? *)",
    ),
    "one day is days": Case(
        ("cron(0 3 * * ? *)", "rate(1 days)"),
        "dev.yaml:51: sources.databases.orders.schedule: must be a schedule, such as "
        "rate(1 day), rate(6 hours) or cron(0 3 * * ? *), given rate(1 days)",
    ),
    "DataSync is not as fast": Case(
        ("rate(1 day)", "rate(5 minutes)"),
        "dev.yaml:57: sources.files.scans.schedule: DataSync copies once an hour at most, "
        "given rate(5 minutes); allowed: rate in hours or days, or cron with one minute of "
        "the hour",
    ),
    "DataSync is not as fast by cron": Case(
        ("rate(1 day)", "cron(*/5 * * * ? *)"),
        "dev.yaml:57: sources.files.scans.schedule: DataSync copies once an hour at most, "
        "given cron(*/5 * * * ? *); allowed: rate in hours or days, or cron with one "
        "minute of the hour",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]
