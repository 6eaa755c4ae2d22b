"""Steps that create a model, or register one: only of artifacts that are there."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.sagemaker.engine.failures import StepFailedError
from local.sagemaker.engine.objects import exists
from local.sagemaker.engine.task import Result, Task
from local.sagemaker.names import job_name

_ARTIFACT_MEMBERS = ("ModelDataUrl", "S3Uri")


def register(task: Task) -> Result:
    task.refuse_if_stopped()
    arguments = task.arguments()
    _refuse_missing(task, arguments)
    made_by = {"GeneratedBy": task.execution.arn, **arguments.get("MetadataProperties", {})}
    sagemaker = task.clients.client("sagemaker")
    arn = sagemaker.create_model_package(**{**arguments, "MetadataProperties": made_by})
    arn = arn["ModelPackageArn"]
    task.told({"RegisterModel": {"Arn": arn}})
    return Result(_described(sagemaker.describe_model_package(ModelPackageName=arn)))


def create_model(task: Task) -> Result:
    task.refuse_if_stopped()
    name = job_name(task.execution.id, task.step.name)
    arguments = task.arguments(name)
    _refuse_missing(task, arguments)
    sagemaker = task.clients.client("sagemaker")
    arn = sagemaker.create_model(**{"ModelName": name, **arguments})["ModelArn"]
    task.told({"Model": {"Arn": arn}})
    return Result(_described(sagemaker.describe_model(ModelName=name)))


def _described(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def _refuse_missing(task: Task, arguments: Mapping[str, Any]) -> None:
    """As SageMaker does: what is registered can be deployed."""
    s3 = task.account.own("s3")
    for uri in _artifacts(arguments):
        if not exists(s3, uri):
            raise StepFailedError(f"ClientError: could not find model data at {uri}")


def _artifacts(value: Any) -> Iterator[str]:
    """Of the containers, and the reports on the model."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if name in _ARTIFACT_MEMBERS and isinstance(item, str) and item.startswith("s3://"):
                yield item
            else:
                yield from _artifacts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _artifacts(item)
