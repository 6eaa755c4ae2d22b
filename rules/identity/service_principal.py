"""A service that does not exist cannot be trusted."""

from collections.abc import Iterator, Mapping

from rules.facts import known
from rules.finding import Place
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import listed, mapping, text

_SUFFIXES = (".amazonaws.com", ".amazonaws.com.cn", ".aws.internal")
_GAP = "\N{HORIZONTAL ELLIPSIS}"
_LONGEST_PATH = 12


@rule(
    "IAM3",
    "IAM knows no service of this name and refuses the policy (Invalid principal in policy): "
    "<service>.amazonaws.com",
    evidence="R D45",
)
def check(template: Template) -> Iterator[Place]:
    for resource in template.resources.values():
        for path, name in _principals(resource):
            if _is_wrong(name):
                yield resource.at(path, name)


def _principals(resource: Resource) -> Iterator[tuple[str, str]]:
    if resource.type == "AWS::Lambda::Permission":
        principal = text(resource.get("Principal"))
        if "." in principal:
            yield "Principal", principal
    yield from _inside(resource.properties, "", 0)


def _inside(value: object, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _LONGEST_PATH:
        return
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _inside(item, f"{path}.{index}", depth + 1)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            if name in {"Principal", "NotPrincipal"}:
                for service in listed(mapping(item).get("Service")):
                    yield f"{path}.{name}.Service".lstrip("."), text(service)
            yield from _inside(item, f"{path}.{name}".lstrip("."), depth + 1)


def _is_wrong(name: str) -> bool:
    if name == "*" or _GAP in name.partition(".")[0]:
        return False
    suffix = next((suffix for suffix in _SUFFIXES if name.endswith(suffix)), None)
    if suffix is None:
        return _GAP not in name
    service = name.removesuffix(suffix)
    without_region = service.rpartition(".")[0]
    return not {service, without_region} & known("service_principals")
