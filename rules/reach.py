"""Whether what a role is granted reaches one resource, as far as both are known."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from rules.policy import Statement
from rules.template import Template
from rules.value import Reference, Text, Unknown, listed, mapping, text

_GAP = "\N{HORIZONTAL ELLIPSIS}"
_NAMES = ("RoleName", "FunctionName")


def reaches(granted: Iterable[Statement], action: str, target: object, template: Template) -> bool:
    """False for certain; ``target`` is an ARN as the template writes it."""
    return any(found.allows(action) and _covers(found.body, target, template) for found in granted)


def handed_to(granted: Iterable[Statement], service: str) -> list[Statement]:
    """Those that do not keep a role from the service by iam:PassedToService."""
    return [found for found in granted if _is_for(found.body.get("Condition"), service)]


def _covers(body: dict[str, object], target: object, template: Template) -> bool:
    given = body.get("Resource")
    if "Resource" not in body or isinstance(given, Unknown):
        return True
    return any(_is(resource, target, template) for resource in listed(given))


def _is(resource: object, target: object, template: Template) -> bool:
    if isinstance(resource, Unknown) or not isinstance(target, str | Reference):
        return True
    pattern = text(resource).replace(_GAP, "*")
    if isinstance(target, str):
        if isinstance(resource, Reference):
            return _is_called(target, resource, template)
        return fnmatchcase(target, pattern.replace("[", "[[]"))
    named = resource.references if isinstance(resource, Text) else (resource,)
    if any(isinstance(one, Reference) for one in named):
        return any(_same(one, target) for one in named)
    return "*" in pattern or "?" in pattern or _is_called(pattern, target, template)


def _same(one: object, other: Reference) -> bool:
    return isinstance(one, Reference) and (
        (one.stack, one.logical_id) == (other.stack, other.logical_id)
    )


def _is_called(arn: str, target: Reference, template: Template) -> bool:
    """A literal ARN may be that of a resource: by its name, or the one CloudFormation gives it."""
    home = template.assembly.template(target.stack) or template
    found = home.resources.get(target.logical_id)
    names = [found.get(name) for name in _NAMES] if found else []
    given = [name for name in names if isinstance(name, str)]
    return target.logical_id in arn or any(arn.endswith((f"/{name}", f":{name}")) for name in given)


def _is_for(condition: object, service: str) -> bool:
    for operator, keys in mapping(condition).items():
        if "String" not in operator or "Not" in operator:
            continue
        for key, values in mapping(keys).items():
            if key.lower() == "iam:passedtoservice" and not any(
                isinstance(value, Unknown) or fnmatchcase(service, text(value).replace(_GAP, "*"))
                for value in (listed(values) or [values])
            ):
                return False
    return True
