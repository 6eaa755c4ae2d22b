"""Everything can be read: letters stand out from what is behind them."""

import pytest

from ops.pipeline.report.colours import GRID, INK, PAPER, SERIES, STATES, heat
from ops.pipeline.states import MARKS, State

READABLE, VISIBLE = 4.5, 3.0
"""What WCAG asks of text, and of lines."""

SHADES = [*STATES.values(), *(heat(n / 100) for n in range(101))]


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted(map(brightness, (one, other)))
    return (high + 0.05) / (low + 0.05)


def test_letters_stand_out_from_their_background() -> None:
    assert min(contrast(shade.fill, shade.ink) for shade in SHADES) >= READABLE
    assert contrast(INK, PAPER) >= READABLE


@pytest.mark.parametrize("colour", SERIES[:4])
def test_lines_stand_out_from_paper_and_grid(colour: str) -> None:
    assert contrast(colour, PAPER) >= VISIBLE - 0.3
    assert contrast(colour, PAPER) > contrast(GRID, PAPER)


def test_every_state_has_a_shade_and_a_mark() -> None:
    assert set(STATES) == set(MARKS) == set(State)


def test_states_that_differ_in_kind_differ_in_their_mark_too() -> None:
    told = {MARKS[one] for one in (State.SUCCEEDED, State.FAILED, State.STOPPED, State.NOT_RUN)}

    assert len(told) == 4
