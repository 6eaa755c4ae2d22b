"""What a tuning job searches, and with how many jobs."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import mistakes
from rules.rule import rule
from rules.template import Template


@rule(
    "SGM9",
    "SageMaker refuses the tuning job when it is started: at most 750 jobs (10,000 at "
    "random), not more at once than in all, ranges from small to large, logarithms above 0, "
    "Grid of categories alone, Hyperband without early stopping",
    evidence="D, ranges K",
)
def check(template: Template) -> Iterator[Place]:
    return mistakes(template, "tuning")
