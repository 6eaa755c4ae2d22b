"""An account has few resource policies of CloudWatch Logs, and every service wants one."""

from collections.abc import Iterator

from rules.events.log_group_policy import POLICIES
from rules.finding import Place
from rules.rule import rule
from rules.sizes import length
from rules.template import Template
from rules.value import text

_MOST, _LONGEST = 10, 5_120


@rule(
    "EVT9",
    f"an account has {_MOST} resource policies of CloudWatch Logs in a region (LimitExceeded), of "
    f"{_LONGEST:,} characters each: let one policy serve all log groups of the stacks",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    here = list(template.assembly.beside(template, *POLICIES))
    for policy in here[_MOST:]:
        if policy.template is template:
            yield policy.at("", len(here))
    for policy in template.of_type(POLICIES[0]):
        document = policy.get("PolicyDocument")
        size = len(text(document)) if isinstance(document, str) else length(document)
        if size > _LONGEST:
            yield policy.at("PolicyDocument", size)
