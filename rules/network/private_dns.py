"""An endpoint's private name needs a VPC that resolves names."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import flag


@rule(
    "NET2",
    "the endpoint wants private DNS in a VPC whose DNS is off, and is refused: set "
    "EnableDnsHostnames and EnableDnsSupport of the VPC",
    evidence="R D79",
)
def check(template: Template) -> Iterator[Place]:
    for endpoint in template.of_type("AWS::EC2::VPCEndpoint"):
        vpc = template.find(endpoint.get("VpcId"), "AWS::EC2::VPC")
        if vpc and flag(endpoint.get("PrivateDnsEnabled")) and _lacks_dns(vpc):
            yield endpoint.at("PrivateDnsEnabled")


def _lacks_dns(vpc: Resource) -> bool:
    """Support is on unless switched off, host names are off unless switched on."""
    names = vpc.get("EnableDnsHostnames")
    return names is None or flag(names) is False or flag(vpc.get("EnableDnsSupport")) is False
