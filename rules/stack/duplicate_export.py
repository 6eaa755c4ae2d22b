"""An export's name is used once in an account and region."""

from collections.abc import Iterator

from rules.finding import Place
from rules.intrinsics import resolve
from rules.rule import rule
from rules.template import Template
from rules.value import mapping


@rule(
    "CFN2",
    "another output exports the same name, and CloudFormation refuses the stack: export a name "
    "once, or hand the value over by a weak reference",
    evidence="R D73",
)
def check(template: Template) -> Iterator[Place]:
    seen: dict[str, tuple[str, str]] = {}
    for other in template.assembly.templates:
        for output, body in other.section("Outputs").items():
            name = _exported(body, other)
            if name and seen.setdefault(name, (other.stack, output)) != (other.stack, output):
                yield from [Place(output, "Export.Name", name)] if other is template else []


def _exported(output: object, template: Template) -> str:
    export = mapping(output).get("Export")
    name = mapping(resolve(export, template)).get("Name")
    return name if isinstance(name, str) else ""
