"""A queue that may run a function more often at once than the function may run."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.sources import queue_sources
from rules.template import Template
from rules.value import number

_PATH = "ScalingConfig.MaximumConcurrency"


@rule(
    "LAM7",
    "the queue may run the function more often at once than the function keeps for itself: what is "
    "throttled counts as tried and ends among the dead letters; lower MaximumConcurrency, or "
    "reserve more",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for source in queue_sources(template):
        if source.function is None:
            continue
        kept = number(source.function.get("ReservedConcurrentExecutions"))
        most = number(source.mapping.get(_PATH))
        if kept is not None and most is not None and most > kept:
            yield source.mapping.at(_PATH, f"{most:g} of {kept:g}")
