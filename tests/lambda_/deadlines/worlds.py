"""Small worlds of spot for jobs with deadlines."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from millrace.domain.deadlines import Past, Run, Situation

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TICK = timedelta(minutes=5)
RESTART = timedelta(minutes=6)


def past(ticks: Mapping[str, Sequence[bool]], *, tick: timedelta = TICK) -> Past:
    """The last look is at noon."""
    length = len(next(iter(ticks.values())))
    found = Past()
    for at in range(length):
        now = NOON - (length - 1 - at) * tick
        found = found.seen(now, {zone: ups[at] for zone, ups in ticks.items()})
    return found


def situation(
    history: Past,
    *,
    work: timedelta,
    slack: timedelta,
    available: Mapping[str, bool] | None = None,
    running: Run | None = None,
    saved: timedelta | None = None,
) -> Situation:
    """At noon; ``slack`` is beyond the restart that on-demand would take."""
    return Situation(
        now=NOON,
        deadline=NOON + work + RESTART + slack,
        work_left=work,
        restart=RESTART,
        spot_price=0.33,
        running=running,
        available=available or {zone: it.up for zone, it in history.zones.items()},
        history=history,
        tick=TICK,
        saved=saved,
    )
