"""The definitions of pipelines, as the deployment fills them in."""

import json
from typing import Any

from tests.assembly import Template


def text_of(value: Any) -> str:
    """What is known before the deployment, and the name of each reference."""
    if isinstance(value, str):
        return value
    if "Fn::Join" in value:
        separator, parts = value["Fn::Join"]
        return str(separator.join(map(text_of, parts)))
    if "Fn::GetAtt" in value:
        return str(value["Fn::GetAtt"][0])
    return str(value.get("Fn::GetStackOutput", value).get("OutputName", value))


def definition_of(template: Template, name: str) -> Any:
    [pipeline] = [
        found
        for found in template.of_type("AWS::SageMaker::Pipeline").values()
        if found["PipelineName"].endswith(name)
    ]
    return json.loads(text_of(pipeline["PipelineDefinition"]["PipelineDefinitionBody"]))


def defaults_of(template: Template, name: str) -> dict[str, str]:
    return {p["Name"]: p["DefaultValue"] for p in definition_of(template, name)["Parameters"]}
