"""Why the job runs where it runs, in a sentence."""

from datetime import timedelta

from millrace.domain.deadlines.past import Past
from millrace.domain.deadlines.plan import Plan
from millrace.domain.deadlines.safety import on_demand_by
from millrace.domain.deadlines.situation import Choice, OnDemand, Situation, Spot, Wait

_HOUR = 3600.0
_MINUTE = 60.0


def because(situation: Situation, past: Past, plan: Plan | None, choice: Choice) -> str:
    if situation.work_left <= timedelta():
        return "the work is done"
    due = on_demand_by(situation)
    if plan is None or situation.now > due:
        return f"{choice}: it had to begin by {due:%H:%M}, and no slack is left"
    slack = (due - situation.now).total_seconds()
    parts = [f"{span(slack)} of slack left", _expected(situation, past, plan, choice)]
    if not (isinstance(choice, OnDemand)):
        parts.append(f"on-demand must begin by {due:%H:%M}")
    return f"{choice}: {', '.join(parts)}"


def _expected(situation: Situation, past: Past, plan: Plan, choice: Choice) -> str:
    if isinstance(choice, Spot):
        known = past.zones[choice.zone]
        lasts = plan.chances.residual(choice.zone, known.age)
        return f"such a run lasts {span(lasts)} more in the median"
    up = [zone for zone, has in situation.available.items() if has]
    if up:
        return f"spot in {', '.join(up)} is not worth a restart"
    away = span(past.anywhere.age) if past.anywhere else "an unknown time"
    wait = "waiting is cheaper" if isinstance(choice, Wait) else "the slack is kept for later"
    return f"no spot for {away}, {wait}"


def span(seconds: float) -> str:
    if seconds >= _HOUR:
        return f"{seconds / _HOUR:.1f} h"
    return f"{seconds / _MINUTE:.0f} min"
