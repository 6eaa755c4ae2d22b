"""Some targets are called in the name of a role: without one the rule is refused."""

from collections.abc import Iterator

from rules.delivery import targets
from rules.finding import Place
from rules.rule import rule
from rules.template import Template

_CALLED_AS_A_ROLE = (
    "AWS::Batch::JobQueue",
    "AWS::CodeBuild::Project",
    "AWS::CodePipeline::Pipeline",
    "AWS::ECS::Cluster",
    "AWS::Kinesis::Stream",
    "AWS::KinesisFirehose::DeliveryStream",
    "AWS::SageMaker::Pipeline",
    "AWS::StepFunctions::StateMachine",
)


@rule(
    "EVT8",
    "EventBridge refuses a target of this kind without a role (RoleArn is required for target): "
    "give it one that may start it",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for target in targets(template):
        named = any(map(target.of_type, _CALLED_AS_A_ROLE))
        if named and target.body.get("RoleArn") is None:
            yield target.rule.at(f"{target.path}.RoleArn")
