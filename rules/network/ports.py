"""A range of ports runs upwards."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.security_groups import rules_of_groups
from rules.template import Template
from rules.value import number, text

_ICMP = {"icmp", "icmpv6", "1", "58"}


@rule(
    "NET4",
    "the range of ports starts above its end, and EC2 refuses it: swap FromPort and ToPort",
    evidence="R D53",
)
def check(template: Template) -> Iterator[Place]:
    for resource, where, body in rules_of_groups(template):
        first, last = number(body.get("FromPort")), number(body.get("ToPort"))
        if first is None or last is None or text(body.get("IpProtocol")).lower() in _ICMP:
            continue
        if first > last:
            yield resource.at(f"{where}FromPort", first)
