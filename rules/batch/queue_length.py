"""A queue has three environments at most."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import QUEUE
from rules.rule import rule
from rules.template import Template

_MOST = 3


@rule(
    "BAT6",
    f"AWS Batch refuses a queue with no or more than {_MOST} compute environments: use one with "
    "more instance types",
    evidence="R D06, limit D",
)
def check(template: Template) -> Iterator[Place]:
    for queue in template.of_type(QUEUE):
        order = queue.get("ComputeEnvironmentOrder")
        if isinstance(order, list) and not 1 <= len(order) <= _MOST:
            yield queue.at("ComputeEnvironmentOrder", len(order))
