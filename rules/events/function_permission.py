"""A rule whose function does not let EventBridge in fails without a word."""

from collections.abc import Iterator

from rules.delivery import Target, targets
from rules.finding import Place
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import Reference, Unknown, text

_INVOKED = ("AWS::Lambda::Function", "AWS::Lambda::Alias", "AWS::Lambda::Version")


@rule(
    "EVT1",
    "the function does not let this rule in, so every event is a silent failed invocation: add an "
    "AWS::Lambda::Permission for events.amazonaws.com with the rule's ARN",
    evidence="R D64",
)
def check(template: Template) -> Iterator[Place]:
    for target in targets(template):
        function = template.find(target.body.get("Arn"), *_INVOKED)
        if function and not any(_permits(found, function, target) for found in _all(template)):
            yield target.rule.at(f"{target.path}.Arn")


def _all(template: Template) -> Iterator[Resource]:
    return template.assembly.of_type("AWS::Lambda::Permission")


def _permits(permission: Resource, function: Resource, target: Target) -> bool:
    named = permission.get("FunctionName")
    if not isinstance(named, Unknown):
        found = permission.template.find(named, *_INVOKED)
        if found is not function:
            return False
    source = permission.get("SourceArn")
    for_this_rule = not isinstance(source, Reference) or target.rule.is_target_of(source)
    return for_this_rule and text(permission.get("Principal")) in {"events.amazonaws.com", "*"}
