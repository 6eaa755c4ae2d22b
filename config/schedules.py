"""When something runs by itself: an expression of EventBridge Scheduler, in UTC."""

from re import fullmatch
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, WithJsonSchema

from config.cron import wrong_with
from config.errors import RefusedError

_RATE = r"rate\((1 (minute|hour|day)|([2-9]|[1-9][0-9]{1,5}) (minutes|hours|days))\)"
_SUCH_AS = "such as rate(1 day), rate(6 hours) or cron(0 3 * * ? *)"


def _schedule(written: str) -> str:
    cron = fullmatch(r"cron\((.*)\)", written)
    if cron:
        wrong = wrong_with(cron[1])
        if wrong:
            raise RefusedError(wrong)
    elif not fullmatch(_RATE, written):
        raise RefusedError(f"must be a schedule, {_SUCH_AS}")
    return written


Schedule: TypeAlias = Annotated[
    str,
    AfterValidator(_schedule),
    WithJsonSchema({"type": "string", "pattern": rf"^({_RATE}|cron\(.*\))$"}),
]


def _at_most_hourly(written: str) -> str:
    minutes = written.removeprefix("cron(").partition(" ")[0]
    often = written.startswith("rate(") and "minute" in written
    if often or (written.startswith("cron(") and not fullmatch("[0-9]+", minutes)):
        raise RefusedError(
            "DataSync copies once an hour at most",
            allowed="rate in hours or days, or cron with one minute of the hour",
        )
    return written


HourlySchedule: TypeAlias = Annotated[Schedule, AfterValidator(_at_most_hourly)]
