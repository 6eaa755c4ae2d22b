"""Profiles, spaces and apps of Studio belong to a domain, and go before it."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template

_WITHIN = ("AWS::SageMaker::App", "AWS::SageMaker::Space", "AWS::SageMaker::UserProfile")


@rule(
    "SGMP",
    "CloudFormation does not know that this is in the domain: it is made before the domain is "
    "there, and the domain is deleted before it (ResourceInUse): name the domain by Ref",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for resource in template.of_type(*_WITHIN):
        domain = resource.get("DomainId")
        if isinstance(domain, str):
            yield resource.at("DomainId", domain)
