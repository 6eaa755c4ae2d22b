"""What a job keeps on its disks and writes into S3 is encrypted with a key of one's own."""

from collections.abc import Iterator

from rules.finding import Place
from rules.pipelines import pipelines
from rules.rule import rule
from rules.template import Template


@rule(
    "SGMH",
    "data of the job lies under a key of AWS's that nobody here governs, or passes between its "
    "instances in the clear: name a VolumeKmsKeyId (but for instances with a disk of their own), "
    "a KmsKeyId of the output, and EnableInterContainerTrafficEncryption with several instances",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for pipeline in pipelines(template):
        for job in pipeline.jobs():
            for path in job.unencrypted():
                yield pipeline.at(f"{job.path}.{path}", "missing")
