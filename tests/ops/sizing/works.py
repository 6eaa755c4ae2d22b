"""Works and terms to draw from, and short ways to write them down."""

from dataclasses import replace

from hypothesis import strategies as st

from ops.sizing.choices import NoPlanError, plans
from ops.sizing.plan import Plan
from ops.sizing.work import Terms, Work

ON_DEMAND = Terms(at_once=8, usd_per_hour=0.5)
SPOT = replace(ON_DEMAND, interruptions_per_hour=0.3, attempts=4)
HOURS = Work(items=1000, seconds_per_item=10, startup_seconds=60)

WORKS = st.builds(
    Work,
    items=st.integers(2, 500),
    seconds_per_item=st.floats(0.01, 600),
    spread_seconds=st.floats(0, 60),
    startup_seconds=st.floats(0, 900),
)
TERMS = st.builds(
    Terms,
    at_once=st.integers(1, 300),
    usd_per_hour=st.floats(0.01, 100),
    interruptions_per_hour=st.one_of(st.just(0.0), st.floats(1e-6, 5)),
    attempts=st.integers(1, 10),
    checkpoint_seconds=st.one_of(st.none(), st.floats(0.1, 300)),
    most_risk=st.floats(0.001, 0.5),
)


def planned(work: Work, terms: Terms) -> list[Plan]:
    """The plans there are, which may be none."""
    try:
        return plans(work, terms)
    except NoPlanError:
        return []
