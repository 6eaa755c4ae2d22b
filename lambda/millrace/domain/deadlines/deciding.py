"""The decision: the choice that is expected to cost least, of those that keep the deadline."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from millrace.domain.deadlines.past import Past
from millrace.domain.deadlines.plan import Plan, plan_for
from millrace.domain.deadlines.safety import is_affordable, is_safe, on_demand_by
from millrace.domain.deadlines.situation import Choice, OnDemand, Situation, Wait
from millrace.domain.deadlines.weighing import Weighing
from millrace.domain.deadlines.words import because


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Holds for one tick."""

    choice: Choice
    because: str
    on_demand_by: datetime
    plan: Plan | None = field(default=None, repr=False, compare=False)
    """For the next decision on this job: it spares making a new one."""


def decide(situation: Situation, plan: Plan | None = None) -> Decision:
    past = _past(situation)
    choice: Choice = OnDemand()
    if situation.work_left <= timedelta():
        choice = Wait()
    elif situation.now <= on_demand_by(situation):
        if plan is None or not plan.serves(situation):
            plan = plan_for(situation, past)
        costs = [
            (cost, choice)
            for cost, choice in Weighing(situation, past, plan).costs()
            if is_safe(situation, choice) and is_affordable(situation, choice)
        ]
        choice = min(costs, key=lambda one: one[0])[1]
    return Decision(
        choice=choice,
        because=because(situation, past, plan, choice),
        on_demand_by=on_demand_by(situation),
        plan=plan,
    )


def _past(situation: Situation) -> Past:
    """With what is seen now."""
    history = situation.history
    past = history if isinstance(history, Past) else Past.of(history)
    return past.seen(situation.now, situation.available)
