"""What a queue does with a job that is stuck: only some reasons can be acted upon."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import QUEUE
from rules.rule import rule
from rules.template import Template
from rules.value import number

_LIMITS = "JobStateTimeLimitActions"
_SHORTEST, _LONGEST = 600, 86_400
_REASONS = {
    "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY",
    "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE",
    "MISCONFIGURATION:EC2_INSTANCE_CONFIGURATION_UNSUPPORTED",
    "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
}
_TEXTS = {"Reason": _REASONS, "State": {"RUNNABLE"}, "Action": {"CANCEL", "TERMINATE"}}


@rule(
    "BATG",
    f"AWS Batch takes {_SHORTEST} to {_LONGEST} seconds, state RUNNABLE, and of the reasons "
    f"{', '.join(sorted(_REASONS))} alone: any other never ends a job that is stuck",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for queue in template.of_type(QUEUE):
        for index, limit in enumerate(queue.items(_LIMITS)):
            if not isinstance(limit, dict):
                continue
            seconds = number(limit.get("MaxTimeSeconds"))
            if seconds is not None and not _SHORTEST <= seconds <= _LONGEST:
                yield queue.at(f"{_LIMITS}.{index}.MaxTimeSeconds", seconds)
            for name, allowed in _TEXTS.items():
                given = limit.get(name)
                if isinstance(given, str) and given not in allowed:
                    yield queue.at(f"{_LIMITS}.{index}.{name}", given)
