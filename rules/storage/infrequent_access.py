"""An object may move to infrequent access when it is thirty days old."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template
from rules.value import mapping, number, text

_LEAST = 30
_INFREQUENT = {"STANDARD_IA", "ONEZONE_IA"}


@rule(
    "S3A",
    f"S3 refuses a transition to infrequent access before {_LEAST} days: wait, or use "
    "INTELLIGENT_TIERING",
    evidence="R D78",
)
def check(template: Template) -> Iterator[Place]:
    for bucket in template.of_type("AWS::S3::Bucket"):
        for index, lifecycle in enumerate(bucket.items("LifecycleConfiguration.Rules")):
            for name, body in mapping(lifecycle).items():
                transitions = body if isinstance(body, list) else [body]
                for transition in transitions if "Transition" in name else []:
                    if _is_too_early(mapping(transition)):
                        yield bucket.at(f"LifecycleConfiguration.Rules.{index}.{name}")


def _is_too_early(transition: dict[str, object]) -> bool:
    days = number(transition.get("TransitionInDays"))
    return (
        text(transition.get("StorageClass")) in _INFREQUENT and days is not None and days < _LEAST
    )
