"""The role of a pipeline hands the roles of its jobs to SageMaker."""

from collections.abc import Iterator

from rules.finding import Place
from rules.grants import granted_to
from rules.pipelines import pipelines
from rules.reach import handed_to, reaches
from rules.rule import rule
from rules.template import Template

_SERVICE = "sagemaker.amazonaws.com"


@rule(
    "SGMC",
    "the step fails at once (is not authorized to perform: iam:PassRole), for the pipeline's role "
    "may not hand this role to SageMaker: grant it iam:PassRole on the role, with "
    "iam:PassedToService sagemaker.amazonaws.com",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for pipeline in pipelines(template):
        granted = granted_to(pipeline.role) if pipeline.role else None
        if granted is None:
            continue
        passing = handed_to(granted, _SERVICE)
        for path, role in pipeline.roles():
            if not reaches(passing, "iam:PassRole", role, template):
                yield pipeline.at(path)
