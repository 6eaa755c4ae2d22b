"""What no rule matches is retried: a bug burns its attempts on a GPU."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import retries
from rules.rule import rule
from rules.template import Template
from rules.value import Unknown, mapping, text

_PATTERNS = ("OnExitCode", "OnReason", "OnStatusReason")


@rule(
    "BAT8",
    "AWS Batch retries every failure that no rule matches: end evaluateOnExit with a rule of "
    "Action EXIT on '*'",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for job, rules in retries(template):
        last = rules[-1] if rules else None
        if not isinstance(last, Unknown) and not _ends_everything(mapping(last)):
            yield job.at("RetryStrategy.EvaluateOnExit")


def _ends_everything(rule_: dict[str, object]) -> bool:
    """All that a rule names has to match; one name alone is needed for everything."""
    action = rule_.get("Action")
    named = [text(rule_[pattern]) for pattern in _PATTERNS if pattern in rule_]
    ends = isinstance(action, Unknown) or text(action).upper() == "EXIT"
    return ends and bool(named) and all(pattern == "*" for pattern in named)
