"""When the last child of an array job is through: an estimate that a simulation checks."""

import math
from statistics import NormalDist

from ops.sizing.child import Child


def finish_seconds(child: Child, *, children: int, at_once: int) -> float:
    """From the first start; Batch starts the next child as soon as one ends."""
    side_by_side = min(children, at_once)
    waves = math.ceil(children / side_by_side)
    in_step = waves * child.undisturbed_seconds
    in_step += _slowest(child, side_by_side) + _worst(child, children)
    if waves == 1:
        return max(in_step, child.expected_seconds)
    shared = children * child.expected_seconds / side_by_side
    out_of_step = child.undisturbed_seconds * (1 - 1 / side_by_side) / 2
    return max(in_step, shared + out_of_step + _worst(child, side_by_side))


def _slowest(child: Child, children: int) -> float:
    """By how much the slowest of them is expected to exceed the mean (Blom's approximation)."""
    deviations = NormalDist().inv_cdf((children - 0.375) / (children + 0.25))
    return child.work.spread_seconds * math.sqrt(child.items) * max(0.0, deviations)


def _worst(child: Child, children: int) -> float:
    """The expected loss of the one that is set back most: each loses any part of it as likely."""
    chance = child.interrupted
    if not chance:
        return 0.0
    none_lose = -math.expm1((children + 1) * math.log1p(-chance)) if chance < 1 else 1.0
    return child.longest_loss_seconds * max(0.0, 1 - none_lose / ((children + 1) * chance))
