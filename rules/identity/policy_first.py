"""A service that tries a role when it is given it wants the rights to be there already."""

from collections.abc import Iterator

from rules.dependencies import waits_for
from rules.finding import Place
from rules.grants import ROLE, policies_of
from rules.rule import rule
from rules.template import Resource, Template

_TRIED = {
    "AWS::DMS::Endpoint": "S3Settings.ServiceAccessRoleArn",
    "AWS::KinesisFirehose::DeliveryStream": "ExtendedS3DestinationConfiguration.RoleARN",
    "AWS::Lambda::EventSourceMapping": "FunctionName",
    "AWS::StepFunctions::StateMachine": "RoleArn",
}


@rule(
    "IAM6",
    "the service tries the role as soon as it is given it, and the policy may not be there yet "
    "(a creation that fails now and then): let it depend on the policy, not on the role alone",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for resource in template.of_type(*_TRIED):
        role = _role(resource)
        before = waits_for(resource)
        for policy in policies_of(role) if role else ():
            if policy.template is template and policy.logical_id not in before:
                yield resource.at("DependsOn", policy.logical_id)


def _role(resource: Resource) -> Resource | None:
    named = resource.get(_TRIED[resource.type])
    function = resource.template.find(named, "AWS::Lambda::Function")
    return resource.template.find(function.get("Role") if function else named, ROLE)
