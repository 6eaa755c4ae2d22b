"""What a new account may have of addresses, gateways and networks."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template

_MOST = {"AWS::EC2::EIP": 5, "AWS::EC2::VPC": 5, "AWS::EC2::NatGateway": 5}


@rule(
    "NET5",
    "an account has 5 elastic IPs, 5 VPCs, and 5 NAT gateways a zone unless it asked for more "
    "(AddressLimitExceeded, VpcLimitExceeded): use fewer, or raise the quota and accept this",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for kind, most in _MOST.items():
        found = list(template.assembly.beside(template, kind))
        for one_too_many in found[most:]:
            if one_too_many.template is template:
                yield one_too_many.at("", len(found))
