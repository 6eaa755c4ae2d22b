"""Some services of AWS take no new customers, and a new account cannot have them."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template
from rules.walk import strings

_MONITOR = "SageMaker Model Monitor"
_CLOSED = {
    "AWS::SageMaker::DataQualityJobDefinition": _MONITOR,
    "AWS::SageMaker::ModelBiasJobDefinition": _MONITOR,
    "AWS::SageMaker::ModelExplainabilityJobDefinition": _MONITOR,
    "AWS::SageMaker::ModelQualityJobDefinition": _MONITOR,
    "AWS::SageMaker::MonitoringSchedule": _MONITOR,
    "AWS::ServiceCatalogAppRegistry::Application": "AppRegistry",
    "AWS::ServiceCatalogAppRegistry::AttributeGroup": "AppRegistry",
    "AWS::ServiceCatalogAppRegistry::AttributeGroupAssociation": "AppRegistry",
    "AWS::ServiceCatalogAppRegistry::ResourceAssociation": "AppRegistry",
}
_DEBUGGER = ("DebugHookConfig", "DebugRuleConfigurations")


@rule(
    "SVC1",
    "the service is closed to new customers, and an account that never used it is refused: a "
    "Processing job of one's own in the place of Model Monitor or Debugger, tags for AppRegistry",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for resource in template.resources.values():
        if resource.type in _CLOSED:
            yield resource.at("", _CLOSED[resource.type])
        for path, written in strings(resource.properties):
            found = next((name for name in _DEBUGGER if name in path or name in written), None)
            if found:
                yield resource.at(path, f"SageMaker Debugger: {found}")
                break
