"""Lambda tries whether a function may write its traces when it is told to."""

from collections.abc import Iterator

from rules.finding import Place
from rules.grants import ROLE, lacks
from rules.rule import rule
from rules.template import Template
from rules.value import text

_NEEDED = ("xray:PutTraceSegments", "xray:PutTelemetryRecords")


@rule(
    "LAM8",
    "Lambda refuses to trace the function, whose role may not write traces (does not have "
    f"permissions to call PutTraceSegments on XRAY): grant {' and '.join(_NEEDED)}",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for function in template.of_type("AWS::Lambda::Function"):
        mode = function.get("TracingConfig.Mode")
        role = template.find(function.get("Role"), ROLE)
        if text(mode) == "Active" and role is not None and lacks(role, *_NEEDED):
            yield function.at("TracingConfig.Mode", mode)
