"""Steps and settings of SageMaker Clarify and Model Monitor are closed to new customers."""

from collections.abc import Iterator, Mapping

from rules.finding import Place
from rules.pipelines import pipelines
from rules.rule import rule
from rules.template import Template

_STEPS: Mapping[str, str] = {"ClarifyCheck": "Clarify", "QualityCheck": "Model Monitor"}
_IMAGES: Mapping[str, str] = {
    "sagemaker-clarify-processing": "Clarify",
    "sagemaker-model-monitor-analyzer": "Model Monitor",
    "sagemaker-debugger-rules": "Debugger",
}


@rule(
    "SGMQ",
    "the service is closed to new customers, and an account that never used it is refused: a "
    "Processing step of one's own in its place, or accept this where the account used it before "
    "(existing_customer)",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for pipeline in pipelines(template):
        for step in pipeline.definition.steps:
            service = _STEPS.get(step.type)
            written = str(step.own().get("Arguments"))
            service = service or next((_IMAGES[name] for name in _IMAGES if name in written), None)
            if service:
                yield pipeline.at(step.path, f"SageMaker {service}")
    for config in template.of_type("AWS::SageMaker::EndpointConfig"):
        if config.get("ExplainerConfig.ClarifyExplainerConfig") is not None:
            yield config.at("ExplainerConfig.ClarifyExplainerConfig", "SageMaker Clarify")
