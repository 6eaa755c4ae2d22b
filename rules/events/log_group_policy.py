"""A log group takes no events unless a resource policy of CloudWatch Logs says so."""

from collections.abc import Iterator

from rules.delivery import targets
from rules.finding import Place
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import Unknown, text

POLICIES = ("AWS::Logs::ResourcePolicy", "Custom::CloudwatchLogResourcePolicy")
"""The second is how the CDK's own targets make one."""


@rule(
    "EVT4",
    "no AWS::Logs::ResourcePolicy lets EventBridge write into the target log group, so its events "
    "are dropped: allow events.amazonaws.com logs:CreateLogStream and logs:PutLogEvents",
    evidence="R D66",
)
def check(template: Template) -> Iterator[Place]:
    policies = list(template.assembly.of_type(*POLICIES))
    for target in targets(template):
        if target.of_type("AWS::Logs::LogGroup") and not any(map(_lets_events_in, policies)):
            yield target.rule.at(f"{target.path}.Arn")


def _lets_events_in(policy: Resource) -> bool:
    document = policy.get("PolicyDocument")
    of_the_cdk = policy.type == POLICIES[1]
    return of_the_cdk or isinstance(document, Unknown) or "events.amazonaws.com" in text(document)
