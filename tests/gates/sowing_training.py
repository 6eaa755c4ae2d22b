"""How a fault gets into a pipeline: into its definition, or around it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.gates.mutants import Resources, first

Sow = Callable[[Resources], None]
PIPELINE, _POLICY = "AWS::SageMaker::Pipeline", "AWS::IAM::Policy"
DIGITS = "DigitsWorkload"
GONE = object()
"""In the place of a value: take it out."""


def within(way: str, value: object) -> Sow:
    """Write at ``<step>.<path>`` of the definition, whatever tokens stand in it."""
    return _edited(lambda body: _write(body, way.split("."), value))


def without(text: str) -> Sow:
    """As if a role had not been granted what these words stand in."""

    def sow(resources: Resources) -> None:
        policy = first(resources, _POLICY, f"{DIGITS}RoleDefaultPolicy")[1]["PolicyDocument"]
        policy["Statement"] = [each for each in policy["Statement"] if text not in str(each)]

    return sow


def _pieces(value: Any) -> Iterator[Any]:
    """Of a text that is joined, however deep: texts, and tokens in between."""
    if isinstance(value, str) or "Fn::Join" not in value:
        yield value
        return
    separator, parts = value["Fn::Join"]
    for at, part in enumerate(parts):
        yield separator if at else ""
        yield from _pieces(part)


def _edited(change: Callable[[dict[str, Any]], None]) -> Sow:
    def sow(resources: Resources) -> None:
        definition = first(resources, PIPELINE, DIGITS)[1]["PipelineDefinition"]
        pieces = list(_pieces(definition["PipelineDefinitionBody"]))
        tokens = [piece for piece in pieces if not isinstance(piece, str)]
        numbers = iter(range(len(tokens)))
        written = "".join(p if isinstance(p, str) else f"@{next(numbers)}@" for p in pieces)
        body = json.loads(written)
        change(body)
        cut = re.split(r"@(\d+)@", json.dumps(body))
        joined = [tokens[int(piece)] if n % 2 else piece for n, piece in enumerate(cut)]
        definition["PipelineDefinitionBody"] = {"Fn::Join": ["", joined]}

    return sow


def _write(body: dict[str, Any], way: list[str], value: object) -> None:
    inner: Any = body if way[0] in body else _step(body, way[0])
    for name in way[1 if way[0] not in body else 0 : -1]:
        inner = inner[int(name)] if isinstance(inner, list) else inner.setdefault(name, {})
    last: Any = int(way[-1]) if isinstance(inner, list) else way[-1]
    if value is GONE:
        del inner[last]
    else:
        inner[last] = value


def _step(body: dict[str, Any], name: str) -> dict[str, Any]:
    gate = next(step for step in body["Steps"] if step["Name"] == "Gate")["Arguments"]
    steps = [*body["Steps"], *gate["IfSteps"], *gate["ElseSteps"]]
    return next(step for step in steps if step["Name"] == name)


def also(fault: Callable[[Resources], None], *more: Sow) -> Sow:
    def sow(resources: Resources) -> None:
        for each in (fault, *more):
            each(resources)

    return sow


def beside(type_: str, properties: Mapping[str, Any]) -> Sow:
    """One more resource; ``{arn}`` becomes the ARN of the pipeline."""

    def sow(resources: Resources) -> None:
        pipeline = first(resources, PIPELINE, DIGITS)[0]
        arn = {"Fn::Sub": f"arn:aws:sagemaker:us-east-1:111122223333:pipeline/${{{pipeline}}}"}
        written = json.dumps(properties).replace('"{arn}"', json.dumps(arn))
        resources["Beside"] = {"Type": type_, "Properties": json.loads(written)}

    return sow


def starter(resources: Resources) -> None:
    """A role that EventBridge may take on, and that may do nothing."""
    trust = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}}
    document = {"Statement": [{**trust, "Action": "sts:AssumeRole"}]}
    properties = {"AssumeRolePolicyDocument": document}
    resources["Starter"] = {"Type": "AWS::IAM::Role", "Properties": properties}
