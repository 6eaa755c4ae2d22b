"""A queue's share of a function's concurrency starts at two."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template
from rules.value import number

_LEAST = 2


@rule(
    "LAM3",
    "Lambda refuses a MaximumConcurrency below 2: raise it, or leave ScalingConfig out",
    evidence="R D37",
)
def check(template: Template) -> Iterator[Place]:
    for source in template.of_type("AWS::Lambda::EventSourceMapping"):
        most = number(source.get("ScalingConfig.MaximumConcurrency"))
        if most is not None and most < _LEAST:
            yield source.at("ScalingConfig.MaximumConcurrency", most)
