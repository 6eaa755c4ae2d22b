"""A job without a VPC of one's own runs in one of SageMaker's, with a way to the internet."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import pipelines
from rules.rule import rule
from rules.template import Template


@rule(
    "SGMG",
    "the job has the internet and none of the VPC's endpoints and security groups: give it a "
    "VpcConfig (in NetworkConfig for a processing step), or EnableNetworkIsolation",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for pipeline in pipelines(template):
        for job in pipeline.jobs():
            if job.has_the_internet:
                yield pipeline.at(job.path, "no VpcConfig")
