"""A schedule is one that EventBridge Scheduler takes."""

import pytest
from pydantic import TypeAdapter, ValidationError

from config.schedules import HourlySchedule, Schedule

ANY: TypeAdapter[str] = TypeAdapter(Schedule)
HOURLY: TypeAdapter[str] = TypeAdapter(HourlySchedule)


@pytest.mark.parametrize(
    "written",
    [
        "rate(1 minute)",
        "rate(5 minutes)",
        "rate(1 hour)",
        "rate(30 days)",
        "cron(0 10 * * ? *)",
        "cron(0/15 * * * ? *)",
        "cron(0 8 1 * ? *)",
        "cron(0 18 ? * MON-FRI *)",
        "cron(0,30 8-17 ? JAN,JUL 2#1 2026-2030)",
        "cron(0 9 LW * ? *)",
        "cron(0 9 15W * ? *)",
        "cron(0 9 ? * FRIL *)",
    ],
)
def test_it_may_be(written: str) -> None:
    assert ANY.validate_python(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "",
        "rate()",
        "rate(0 days)",
        "rate(-1 days)",
        "rate(1.5 hours)",
        "rate(1 hours)",
        "rate(2 hour)",
        "rate(2 weeks)",
        "rate(٣ days)",
        "at(2026-11-21T09:00:00)",
        "0 10 * * ? *",
        "cron()",
        "cron(60 * * * ? *)",
        "cron(0 8-7 * * ? *)",
        "cron(0 8-9-10 * * ? *)",
        "cron(0 */0 * * ? *)",
        "cron(0 8 0 * ? *)",
        "cron(0 8 32 * ? *)",
        "cron(0 8 ? 13 2 *)",
        "cron(0 8 ? * 0 *)",
        "cron(0 8 ? * MON#6 *)",
        "cron(0 8 ? * ? *)",
        "cron(0 8 1 * MON *)",
        "cron(0 8 * * ? 1969)",
        "cron(0 8 * * ? *) ",
        "cron(0, 8 * * ? *)",
    ],
)
def test_it_is_not(written: str) -> None:
    with pytest.raises(ValidationError):
        ANY.validate_python(written)


@pytest.mark.parametrize("written", ["rate(1 hour)", "rate(2 days)", "cron(30 * * * ? *)"])
def test_datasync_copies_as_often_as_every_hour(written: str) -> None:
    assert HOURLY.validate_python(written) == written


@pytest.mark.parametrize(
    "written", ["rate(59 minutes)", "cron(0,30 8 * * ? *)", "cron(* 8 * * ? *)"]
)
def test_datasync_does_not_copy_more_often(written: str) -> None:
    with pytest.raises(ValidationError, match="once an hour"):
        HOURLY.validate_python(written)
