"""A message that becomes visible while its function still works is worked on twice."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.sources import queue_sources
from rules.template import Template
from rules.value import number

_TIMES = 6
_DEFAULT_TIMEOUT, _DEFAULT_VISIBILITY = 3, 30


@rule(
    "LAM1",
    "Lambda refuses a queue whose visibility timeout is below the function's, and below six times "
    "of it messages are worked on twice: raise VisibilityTimeout",
    evidence="R D36, 6x D",
)
def check(template: Template) -> Iterator[Place]:
    for source in queue_sources(template):
        if source.function is None or source.queue is None:
            continue
        timeout = source.function.get("Timeout")
        visibility = source.queue.get("VisibilityTimeout")
        lasts = number(_DEFAULT_TIMEOUT if timeout is None else timeout)
        hidden = number(_DEFAULT_VISIBILITY if visibility is None else visibility)
        if lasts is not None and hidden is not None and hidden < _TIMES * lasts:
            yield source.mapping.at("EventSourceArn", hidden)
