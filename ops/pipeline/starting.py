"""Starts a pipeline, after everything that can be asked beforehand has been asked."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse
from uuid import uuid4

from botocore.exceptions import ClientError

from ops.pipeline.definition import Definition
from ops.pipeline.execution import executions, found
from ops.pipeline.parameters import given_values
from ops.pipeline.place import Place
from ops.pipeline.states import State
from ops.session import RefusalError
from ops.submit.order import known

if TYPE_CHECKING:
    from mypy_boto3_sagemaker.type_defs import (
        ParameterTypeDef,
        StartPipelineExecutionRequestTypeDef,
    )

_VERSION = "DataVersion"
_REFUSED = {"ValidationException", "ResourceLimitExceeded", "ConflictException"}


def started(
    place: Place,
    name: str,
    *,
    given: Iterable[str] = (),
    only: Sequence[str] = (),
    source: str | None = None,
) -> str:
    """The ARN of the new execution."""
    plan = place.definition(name)
    values = given_values(name, plan, given)
    asked: StartPipelineExecutionRequestTypeDef = {
        "PipelineName": place.pipeline(name),
        "ClientRequestToken": uuid4().hex,
    }
    parameters: list[ParameterTypeDef] = [
        {"Name": key, "Value": text} for key, text in values.items()
    ]
    if only:
        asked["SelectiveExecutionConfig"] = _selection(place, name, plan, only, source)
    elif source:
        raise RefusalError("--from says where the other steps' results come from: add --only")
    asked["PipelineParameters"] = [*parameters, *_of_the_data(plan, data_version(place, name))]
    try:
        return place.sagemaker.start_pipeline_execution(**asked)["PipelineExecutionArn"]
    except ClientError as error:
        if error.response["Error"]["Code"] not in _REFUSED:
            raise
        message = error.response["Error"]["Message"]
        raise RefusalError(f"SageMaker refuses to start {name}: {message}") from error


def data_version(place: Place, name: str) -> str:
    """A hash of what lies there: SageMaker's cache looks into no folder, and would use old rows."""
    uri = place.data(name)
    at = urlparse(uri)
    pages = place.s3.get_paginator("list_objects_v2").paginate(
        Bucket=at.netloc, Prefix=f"{at.path.lstrip('/')}/"
    )
    found = [(one["Key"], one["ETag"]) for page in pages for one in page.get("Contents", [])]
    if not found:
        raise RefusalError(
            f"there is no data below {uri}/: put yours there, or the workload's example with "
            f"python -m ops.pipeline data {name}{place.on}"
        )
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()[:16]


def _of_the_data(plan: Definition, version: str) -> list["ParameterTypeDef"]:
    if _VERSION not in plan.parameters:
        return []
    return [{"Name": _VERSION, "Value": version}]


def _selection(
    place: Place, name: str, plan: Definition, only: Sequence[str], source: str | None
) -> Any:
    for step in only:
        known(f"step of {name}", step, plan.steps)
    pipeline = place.pipeline(name)
    if source:
        arn = found(source, [pipeline], place.sagemaker)
    else:
        over = (State.SUCCEEDED, State.FAILED)
        runs = executions(place.sagemaker, pipeline)
        arn = next((one.arn for one in runs if one.state in over), "")
        if not arn:
            raise RefusalError(
                f"--only takes the other steps' results out of an earlier execution, and {name} "
                "has none that ended: run it whole first"
            )
    steps = [{"StepName": step} for step in dict.fromkeys(only)]
    return {"SourcePipelineExecutionArn": arn, "SelectedSteps": steps}
