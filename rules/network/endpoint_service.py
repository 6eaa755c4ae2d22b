"""An endpoint for a service that does not exist cannot be created."""

import re
from collections.abc import Iterator

from rules.facts import known
from rules.finding import Place
from rules.rule import rule
from rules.template import Template
from rules.value import text

_OF_AWS = re.compile(r"(?:com\.amazonaws|cn\.com\.amazonaws|aws\.api)\.([^.]+)\.(.+)")
_GLOBAL = ("aws.sagemaker.", "com.amazonaws.iam", "com.amazonaws.s3-global")
_OF_OTHERS = re.compile(r".*\.vpce\.[^.]+\.vpce-svc-.*|vpce-svc-.*|com\.amazonaws\.vpce\..*")


@rule(
    "NET1",
    "no service of AWS is called so in this region, and the endpoint is refused "
    "(InvalidServiceName): com.amazonaws.<region>.<service>",
    evidence="R D63",
)
def check(template: Template) -> Iterator[Place]:
    for endpoint in template.of_type("AWS::EC2::VPCEndpoint"):
        name = text(endpoint.get("ServiceName"))
        elsewhere = endpoint.get("ServiceRegion") is None and _is_elsewhere(name, template.region)
        if elsewhere or _is_wrong(name):
            yield endpoint.at("ServiceName", name)


def _is_elsewhere(name: str, region: str | None) -> bool:
    """A region that is written down, and is not the stack's."""
    found = _OF_AWS.fullmatch(name)
    where = found[1] if found and "-" in found[1] and not _OF_OTHERS.fullmatch(name) else region
    return region is not None and where != region


def _is_wrong(name: str) -> bool:
    if name.startswith(_GLOBAL):
        return False
    found = _OF_AWS.fullmatch(name)
    if _OF_OTHERS.fullmatch(name) or "\N{HORIZONTAL ELLIPSIS}" in (found[2] if found else name):
        return False
    return found is None or found[2] not in known("endpoint_services")
