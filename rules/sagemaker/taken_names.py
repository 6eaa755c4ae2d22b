"""Names of SageMaker's resources are there once in an account and region."""

from collections.abc import Iterator, Mapping

from rules.finding import Place
from rules.rule import rule
from rules.template import Template

_NAMES: Mapping[str, str] = {
    "AWS::SageMaker::FeatureGroup": "FeatureGroupName",
    "AWS::SageMaker::ModelPackageGroup": "ModelPackageGroupName",
    "AWS::SageMaker::Pipeline": "PipelineName",
    "AWS::SageMaker::StudioLifecycleConfig": "StudioLifecycleConfigName",
    "AWS::SageMaker::Workteam": "WorkteamName",
}


@rule(
    "SGMJ",
    "another resource of the same account and region has this name already (AlreadyExists, "
    "ResourceInUse): give each a name of its own, such as with the environment's before it",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for resource in template.of_type(*_NAMES):
        label = _NAMES[resource.type]
        name = resource.get(label)
        if isinstance(name, str) and any(
            other is not resource and other.get(label) == name
            for other in template.assembly.beside(template, resource.type)
        ):
            yield resource.at(label, name)
