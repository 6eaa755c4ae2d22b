"""A batch of more than ten messages needs a window to gather them in."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.sources import queue_sources
from rules.template import Template
from rules.value import number

_WITHOUT_A_WINDOW = 10


@rule(
    "LAM2",
    "Lambda refuses batches of more than 10 messages of a queue without a window: set "
    "MaximumBatchingWindowInSeconds to 1 or more",
    evidence="R D38",
)
def check(template: Template) -> Iterator[Place]:
    for source in queue_sources(template):
        size = number(source.mapping.get("BatchSize"))
        window = source.mapping.get("MaximumBatchingWindowInSeconds")
        none = window is None or number(window) == 0
        if size is not None and size > _WITHOUT_A_WINDOW and none:
            yield source.mapping.at("BatchSize", size)
