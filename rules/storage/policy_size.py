"""A bucket's policy has a largest size."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.sizes import length
from rules.template import Template

_MOST = 20 * 1024


@rule(
    "S3B",
    "the bucket's policy is over 20 KB (PolicyTooLarge): grant by prefix or by tag instead of one "
    "statement for each user",
    evidence="R D52",
)
def check(template: Template) -> Iterator[Place]:
    for policy in template.of_type("AWS::S3::BucketPolicy"):
        size = length(policy.get("PolicyDocument"))
        if size > _MOST:
            yield policy.at("PolicyDocument", size)
