"""A bucket with something in it does not go with its stack."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import Unknown

_EMPTIED_BY = "Custom::S3AutoDeleteObjects"


@rule(
    "S3D",
    "the bucket is to go with its stack, and S3 deletes none that holds anything (BucketNotEmpty): "
    f"keep it, or empty it by {_EMPTIED_BY} (auto_delete_objects)",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for bucket in template.of_type("AWS::S3::Bucket"):
        if bucket.body.get("DeletionPolicy") == "Delete" and not _is_emptied(bucket):
            yield bucket.at("DeletionPolicy", "Delete")


def _is_emptied(bucket: Resource) -> bool:
    return any(
        isinstance(found.get("BucketName"), Unknown)
        or found.template.find(found.get("BucketName"), bucket.type) is bucket
        for found in bucket.template.assembly.of_type(_EMPTIED_BY)
    )
