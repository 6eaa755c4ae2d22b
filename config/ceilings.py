"""Whether a cap in USD is what the thing may cost: not less, and not a number of long ago."""

from math import ceil

from config.errors import RefusedError

_STALE = 2
"""A cap as many times too high caps nothing that anybody thought of."""


def misjudged(
    given: float, worst: float, *, costs: str, in_all: str, known: bool = True, small: float = 0
) -> RefusedError | None:
    """Where prices are not ``known``, and mostly higher, no cap is too high, nor is a small one."""
    least = ceil(round(worst * 100, 4)) / 100
    most = max(ceil(round(worst * 100 * _STALE, 4)) / 100, small)
    told = f"{costs}: {least:.2f} USD{in_all}"
    allowed = f"{least:.2f} to {most:.2f}" if known else f"at least {least:.2f}"
    if given < round(worst, 6):
        return RefusedError(f"is less than {told}", allowed=allowed)
    if known and given > most:
        return RefusedError(f"is more than twice {told}", allowed=allowed)
    return None
