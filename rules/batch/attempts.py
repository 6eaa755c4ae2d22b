"""A job may be tried ten times."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import JOB
from rules.rule import rule
from rules.template import Template
from rules.value import number

_MOST = 10


@rule(
    "BAT9",
    f"AWS Batch refuses a number of attempts outside 1 to {_MOST}",
    evidence="R D09, limit D",
)
def check(template: Template) -> Iterator[Place]:
    for job in template.of_type(JOB):
        attempts = number(job.get("RetryStrategy.Attempts"))
        if attempts is not None and not 1 <= attempts <= _MOST:
            yield job.at("RetryStrategy.Attempts", attempts)
