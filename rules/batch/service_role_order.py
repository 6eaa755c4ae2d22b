"""AWS Batch needs its service role until the last: to take down what it put up."""

from collections.abc import Iterator

from rules.finding import Place
from rules.fleets import ENVIRONMENT
from rules.grants import ROLE, policies_of
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import listed, text


@rule(
    "BATO",
    "CloudFormation may delete the policy of the service role before the environment, which then "
    "stays DELETING for ever: let the environment DependsOn the policy, or name no ServiceRole and "
    "AWSServiceRoleForBatch is used",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for environment in template.of_type(ENVIRONMENT):
        role = template.find(environment.get("ServiceRole"), ROLE)
        if role is None:
            continue
        for policy in policies_of(role):
            if policy.template is template and not _waits_for(environment, policy):
                yield environment.at("ServiceRole", policy.logical_id)


def _waits_for(environment: Resource, policy: Resource) -> bool:
    return policy.logical_id in map(text, listed(environment.body.get("DependsOn")))
