"""A pipeline, and every job in it, works as a role that lets SageMaker in."""

from collections.abc import Iterator

from rules.finding import Place
from rules.grants import ROLE
from rules.pipelines import PIPELINE, pipelines
from rules.policy import lets_service
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import Unknown

_OTHERS = {"AWS::SageMaker::FeatureGroup": "RoleArn", "AWS::SageMaker::Model": "ExecutionRoleArn"}
_SERVICE = "sagemaker.amazonaws.com"


@rule(
    "SGMB",
    "SageMaker cannot take on the role (Could not assume role): let sagemaker.amazonaws.com "
    "sts:AssumeRole in its trust policy, and name the role by Ref or GetAtt",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for resource in template.of_type(PIPELINE, *_OTHERS):
        name = _OTHERS.get(resource.type, "RoleArn")
        if _is_shut(template.find(resource.get(name), ROLE)):
            yield resource.at(name)
    for pipeline in pipelines(template):
        for path, value in pipeline.roles():
            if _is_shut(template.find(value, ROLE)):
                yield pipeline.at(path)


def _is_shut(role: Resource | None) -> bool:
    if role is None or isinstance(role.get("AssumeRolePolicyDocument"), Unknown):
        return False
    return not lets_service(role.get("AssumeRolePolicyDocument"), _SERVICE, "sts:AssumeRole")
