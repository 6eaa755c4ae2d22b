"""A stack near CloudFormation's limits cannot grow when it has to."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template

_MOST_RESOURCES, _MOST_BYTES = 400, 1_000_000


@rule(
    "CFN3",
    f"over {_MOST_RESOURCES} resources or 1 MB: CloudFormation ends at 500 resources and "
    "1 MB (ValidationError): move a part into a stack of its own",
    evidence="R D62, size K",
)
def check(template: Template) -> Iterator[Place]:
    if len(template.resources) > _MOST_RESOURCES:
        yield Place("", "Resources", len(template.resources))
    if template.size > _MOST_BYTES:
        yield Place("", "", template.size)
