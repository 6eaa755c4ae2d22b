"""Steps that call a Lambda function and keep what it answers."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from local.sagemaker.engine.failures import StepFailedError
from local.sagemaker.engine.task import Result, Task


def call_function(task: Task) -> Result:
    task.refuse_if_stopped()
    arn = task.values({}).of(task.step.body["FunctionArn"])
    task.told({"Lambda": {"Arn": arn, "OutputParameters": []}})
    answer = task.clients.client("lambda").invoke(
        FunctionName=arn, Payload=json.dumps(task.arguments()).encode()
    )
    said = _document(answer["Payload"].read())
    if answer.get("FunctionError"):
        raise StepFailedError(f"ClientError: {arn} failed: {_error(said)}")
    outputs = dict(_outputs(task.step.body.get("OutputParameters") or (), said))
    told = [{"Name": name, "Value": str(value)} for name, value in outputs.items()]
    task.told({"Lambda": {"Arn": arn, "OutputParameters": told}})
    return Result({"OutputParameters": outputs})


def _outputs(
    wanted: Sequence[Mapping[str, str]], said: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    for output in wanted:
        name = output["OutputName"]
        if name not in said:
            known = ", ".join(said) or "nothing"
            raise StepFailedError(f"ClientError: the function gave no {name!r}, it gave {known}")
        yield name, said[name]


def _document(payload: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(payload or b"{}")
    except ValueError as error:
        raise StepFailedError(f"ClientError: the function answered no JSON: {error}") from error
    return said if isinstance(said, Mapping) else {}


def _error(said: Mapping[str, Any]) -> str:
    return f"{said.get('errorType', 'Error')}: {said.get('errorMessage', said)}"
