"""Which choices keep the deadline whatever becomes of spot, and keep the cost in bounds."""

from datetime import datetime, timedelta

from millrace.domain.deadlines.situation import Choice, OnDemand, Situation, Spot, Wait

STAKE = 3
"""Restarts by which a job may come to cost more than on-demand alone: what spot is tried for."""


def on_demand_by(situation: Situation) -> datetime:
    """The last moment at which on-demand, begun anew, still makes the deadline."""
    return situation.deadline - situation.work_left - situation.restart


def is_safe(situation: Situation, choice: Choice) -> bool:
    """Whether on-demand still makes the deadline from the next decision on.

    Spot that is to be had now stays for this tick, so what it works in it counts.
    """
    if isinstance(choice, OnDemand):
        return True
    time = situation.deadline - situation.now
    tick = min(situation.tick, time)
    if isinstance(choice, Wait):
        return situation.work_left + situation.restart <= time - tick
    restart = _restart(situation, choice)
    if restart + situation.work_left <= tick:
        return True
    works = max(timedelta(), tick - restart)
    left = situation.work_left - works + situation.restart
    return left <= time - tick and restart + situation.work_left + situation.restart <= time


def is_affordable(situation: Situation, choice: Choice) -> bool:
    """Whether the worst that may come of it stays within the stake."""
    if situation.saved is None or isinstance(choice, OnDemand):
        return True
    run = situation.holds
    if run is not None and run.choice == choice:
        return True
    worst = timedelta()
    if run is not None and run.zone is None:
        worst = situation.restart - run.restart_left
    if isinstance(choice, Spot):
        worst += situation.spot_price * situation.restart
    return situation.saved - worst >= -STAKE * situation.restart


def _restart(situation: Situation, choice: Spot) -> timedelta:
    run = situation.holds
    if run is not None and run.choice == choice:
        return run.restart_left
    return situation.restart
