"""Metrics of our own that are published while nothing runs: paid for without a resource."""

from collections.abc import Iterable, Iterator

from millrace.domain.watching import TOLD_AT_REST
from ops.cost.resources import Resource

METRIC = "Millrace::Metric"
"""Stands for a type: a metric is in no template, but in the alarm that looks at it."""


def metrics_told_at_rest(resources: Iterable[Resource]) -> Iterator[Resource]:
    """One for each alarm on such a metric: there is one alarm for each."""
    for resource in resources:
        if resource.properties.get("MetricName") in TOLD_AT_REST:
            yield Resource(
                stack=resource.stack,
                path=f"{resource.path}/Metric",
                type=METRIC,
                properties={},
            )
