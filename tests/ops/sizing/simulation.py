"""An array job lived through second by second of chance: what the formulas are held to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import heapify, heapreplace
from random import Random
from statistics import fmean
from typing import TypeAlias

from ops.sizing.plan import Plan

Lifetimes: TypeAlias = Callable[[Random], Iterator[float]]
"""Of the instances that one child gets, one after the other, in seconds."""


@dataclass(frozen=True)
class Outcome:
    paid_seconds: float
    seconds: float
    ran_out: bool
    """A child was interrupted in every attempt that it had."""


def memoryless(plan: Plan) -> Lifetimes:
    def lifetimes(chance: Random) -> Iterator[float]:
        while True:
            yield chance.expovariate(plan.terms.rate)

    return lifetimes


def simulated(plan: Plan, *, runs: int, seed: int, lifetimes: Lifetimes | None = None) -> Outcome:
    """The means over so many runs; ran_out tells whether any did."""
    chance = Random(seed)  # noqa: S311 - chance, not secrets
    every = [_run(plan, chance, lifetimes or memoryless(plan)) for _ in range(runs)]
    return Outcome(
        paid_seconds=fmean(one.paid_seconds for one in every),
        seconds=fmean(one.seconds for one in every),
        ran_out=any(one.ran_out for one in every),
    )


def share_that_ran_out(plan: Plan, *, runs: int, seed: int) -> float:
    chance = Random(seed)  # noqa: S311 - chance, not secrets
    return fmean(_run(plan, chance, memoryless(plan)).ran_out for _ in range(runs))


def _run(plan: Plan, chance: Random, lifetimes: Lifetimes) -> Outcome:
    """Each child goes to the slot that is free first, and keeps it until it is through."""
    free = [0.0] * plan.side_by_side
    heapify(free)
    paid, attempts = 0.0, 0
    for number in range(plan.children):
        is_last = number == plan.children - 1
        items = plan.work.last(plan.chunk) if is_last else plan.chunk
        took, tries = _child(plan, items, chance, lifetimes(chance))
        paid, attempts = paid + took, max(attempts, tries)
        heapreplace(free, free[0] + took)
    return Outcome(paid, max(free), ran_out=attempts > plan.terms.attempts)


def _child(plan: Plan, items: int, chance: Random, lifetimes: Iterator[float]) -> tuple[float, int]:
    work, pause = plan.work, plan.terms.checkpoint_seconds or 0.0
    worked = max(0.0, chance.gauss(items * work.seconds_per_item, work.spread_seconds * items**0.5))
    pieces = plan.child.pieces
    done, took, attempts = 0, 0.0, 0
    while done < pieces:
        attempts += 1
        lives = next(lifetimes)
        at = work.startup_seconds
        while done < pieces:
            at += worked / pieces + (pause if done < pieces - 1 else 0.0)
            if at > lives:
                break
            done += 1
        took += min(at, lives)
    return took, attempts
