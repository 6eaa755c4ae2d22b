"""An export that another stack imports can be neither changed nor removed."""

from collections.abc import Iterator

from rules.finding import Place
from rules.intrinsics import resolve
from rules.rule import rule
from rules.template import Template
from rules.value import mapping, text

_IMPORT = "Fn::ImportValue"


@rule(
    "CFN6",
    "another stack imports this export, so it can never change (Export cannot be updated as it is "
    "in use): hand the value over by Fn::GetStackOutput or a parameter of SSM",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    taken = {
        name
        for other in template.assembly.templates
        if other is not template
        for name in _imported(other.section("Resources"), other)
    }
    for output, body in template.section("Outputs").items():
        name = text(mapping(resolve(mapping(body).get("Export"), template)).get("Name"))
        if name in taken:
            yield Place(output, "Export.Name", name)


def _imported(value: object, template: Template) -> Iterator[str]:
    todo = [value]
    while todo:
        match todo.pop():
            case dict() as found:
                name = resolve(found.get(_IMPORT), template)
                if isinstance(name, str):
                    yield name
                todo.extend(found.values())
            case list() as items:
                todo.extend(items)
