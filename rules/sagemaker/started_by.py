"""A rule or schedule starts a pipeline as a role that may."""

from collections.abc import Iterator

from rules.finding import Place
from rules.grants import ROLE, granted_to
from rules.pipelines import PIPELINE, starts
from rules.reach import reaches
from rules.rule import rule
from rules.template import Template
from rules.value import Reference, Text


@rule(
    "SGMS",
    "every start fails without a trace (AccessDenied), for the role may not start the pipeline: "
    "grant it sagemaker:StartPipelineExecution on the pipeline's ARN",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for resource, path, target in starts(template):
        arn, role = target.get("Arn"), template.find(target.get("RoleArn"), ROLE)
        granted = granted_to(role) if role else None
        if granted is None or template.find(arn, PIPELINE) is None:
            continue
        named = arn.references[0] if isinstance(arn, Text) else arn
        if isinstance(named, Reference) and not reaches(
            granted, "sagemaker:StartPipelineExecution", named, template
        ):
            yield resource.at(f"{path}.RoleArn")
