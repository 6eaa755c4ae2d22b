"""A strategy for spot is not one for on-demand, and the other way round."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ENVIRONMENT
from rules.rule import rule
from rules.template import Template
from rules.value import text

_PATH = "ComputeResources.AllocationStrategy"
_ONLY_SPOT = {"SPOT_CAPACITY_OPTIMIZED", "SPOT_PRICE_CAPACITY_OPTIMIZED"}


@rule(
    "BAT4",
    "AWS Batch refuses this allocation strategy for this type: SPOT_* is for SPOT, "
    "BEST_FIT_PROGRESSIVE for EC2 (BEST_FIT buys spot by price alone), none for Fargate",
    evidence="R D11",
)
def check(template: Template) -> Iterator[Place]:
    for environment in template.of_type(ENVIRONMENT):
        kind = text(environment.get("ComputeResources.Type")).upper()
        strategy = environment.get(_PATH)
        if strategy is not None and _does_not_fit(kind, text(strategy)):
            yield environment.at(_PATH, strategy)


def _does_not_fit(kind: str, strategy: str) -> bool:
    if kind == "EC2":
        return strategy in _ONLY_SPOT
    return kind.startswith("FARGATE") or (kind == "SPOT" and strategy == "BEST_FIT")
