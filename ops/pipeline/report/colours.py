"""Colours that can be told apart by everybody, and read on paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from ops.pipeline.states import State

INK, GRID, PAPER = "#1f2328", "#d8dee4", "#ffffff"

SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7a5200", "#56b4e9")
"""Okabe and Ito's, which colour-blind people tell apart; the yellow ones are too pale for lines."""

DASHES = ("solid", "dashed", "dotted", "dashdot")


@dataclass(frozen=True)
class Shade:
    fill: str
    ink: str


_GOOD, _BAD = Shade("#d6f0e4", "#004d36"), Shade("#fbe0d3", "#7a2600")
_BUSY, _CAREFUL, _QUIET = (
    Shade("#d8eaf7", "#003a63"),
    Shade("#fbeec6", "#523c00"),
    Shade("#eceef0", "#43494f"),
)

STATES: Mapping[State, Shade] = {
    State.SUCCEEDED: _GOOD,
    State.FAILED: _BAD,
    State.STARTING: _BUSY,
    State.EXECUTING: _BUSY,
    State.STOPPING: _CAREFUL,
    State.STOPPED: _CAREFUL,
    State.WAITING: _QUIET,
    State.NOT_RUN: _QUIET,
}


def heat(share: float) -> Shade:
    """White to blue, with letters that stay readable on it."""
    low, high = (255, 255, 255), (0, 90, 150)
    mixed = [round(a + (b - a) * share) for a, b in zip(low, high, strict=True)]
    dark = 0.79
    return Shade("#{:02x}{:02x}{:02x}".format(*mixed), "#ffffff" if share > dark else "#000000")
