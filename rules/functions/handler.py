"""A function whose handler is not in its code fails with its first event."""

from collections.abc import Iterator

from rules.finding import Place
from rules.function_code import Code, code_of, defined_in
from rules.rule import rule
from rules.template import Resource, Template
from rules.value import text

_OF_PYTHON = ("{}.py", "{}/__init__.py")
_OF_NODE = ("{}.js", "{}.mjs", "{}.cjs")


@rule(
    "LAM5",
    "the function's code holds no such handler, so its first event fails (Unable to import module, "
    "or handler missing on module): <module>.<function>, as the files are called in the asset",
    evidence="R D71",
)
def check(template: Template) -> Iterator[Place]:
    for function in template.of_type("AWS::Lambda::Function"):
        handler = function.get("Handler")
        files = _files(function)
        if files and isinstance(handler, str) and _is_missing(handler, files, code_of(function)):
            yield function.at("Handler", handler)


def _files(function: Resource) -> tuple[str, ...]:
    runtime = text(function.get("Runtime"))
    if runtime.startswith("python"):
        return _OF_PYTHON
    return _OF_NODE if runtime.startswith("nodejs") else ()


def _is_missing(handler: str, files: tuple[str, ...], code: Code | None) -> bool:
    """For certain: where a part of the code is not known, the handler may be in that part."""
    if code is None:
        return False
    module, dot, name = handler.rpartition(".")
    if not dot:
        return True
    if files is _OF_PYTHON:
        module = module.replace(".", "/")
    found = code.first([pattern.format(module) for pattern in files])
    if found is None:
        return not code.is_open
    names = defined_in(found) if files is _OF_PYTHON else None
    return names is not None and name not in names
