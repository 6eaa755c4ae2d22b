"""Where the next stretch of a job with a deadline runs: on spot, on on-demand, or nowhere yet."""

from millrace.domain.deadlines.deciding import Decision, decide
from millrace.domain.deadlines.keeping import dump, load
from millrace.domain.deadlines.past import Observation, Past
from millrace.domain.deadlines.plan import Plan
from millrace.domain.deadlines.situation import (
    Choice,
    OnDemand,
    Run,
    Situation,
    Spot,
    Wait,
)

__all__ = [
    "Choice",
    "Decision",
    "Observation",
    "OnDemand",
    "Past",
    "Plan",
    "Run",
    "Situation",
    "Spot",
    "Wait",
    "decide",
    "dump",
    "load",
]
