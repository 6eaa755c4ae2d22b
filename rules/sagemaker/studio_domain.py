"""Studio: whose notebooks see the network of the platform alone, under its key."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template

DOMAIN = "AWS::SageMaker::Domain"


@rule(
    "SGMM",
    "notebooks have the internet, or homes under a key of AWS's, and neither can be changed "
    "without a new domain: AppNetworkAccessType VpcOnly, and a KmsKeyId",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for domain in template.of_type(DOMAIN):
        access = domain.get("AppNetworkAccessType") or "PublicInternetOnly"
        if isinstance(access, str) and access != "VpcOnly":
            yield domain.at("AppNetworkAccessType", access)
        if domain.get("KmsKeyId") is None:
            yield domain.at("KmsKeyId", "missing")
