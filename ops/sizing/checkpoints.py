"""How often to write a checkpoint: Young's interval, with Daly's correction."""

import math


def interval(checkpoint_seconds: float, rate: float) -> float:
    """Seconds of work between two checkpoints.

    Daly, "A higher order estimate of the optimum checkpoint interval for restart dumps", 2006; its
    first term is Young's sqrt(2 * checkpoint * mean time between interruptions).
    """
    if not rate:
        return math.inf
    between = 1 / rate
    if checkpoint_seconds >= 2 * between:
        return between
    part = checkpoint_seconds / (2 * between)
    young = math.sqrt(2 * checkpoint_seconds * between)
    return young * (1 + math.sqrt(part) / 3 + part / 9) - checkpoint_seconds


def pieces(work_seconds: float, checkpoint_seconds: float, rate: float) -> int:
    """Into how many pieces, with a checkpoint after each but the last, the work falls."""
    every = interval(checkpoint_seconds, rate)
    return max(1, round(work_seconds / every))
