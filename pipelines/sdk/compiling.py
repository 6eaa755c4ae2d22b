"""Steps into the dict that SageMaker reads; the SDK checks what steps say of each other."""

import json
from collections.abc import Sequence
from typing import Any

from pipelines.sdk import Pipeline, PipelineGraph


class _NoClients:
    """The SDK wants a client that it never uses here."""

    def client(self, _service: str) -> None:
        return None


class _NoSession:
    """Stands where the SDK would ask an account."""

    boto_session = _NoClients()
    boto_region_name = ""
    local_mode = False


def compiled(name: str, parameters: Sequence[Any], steps: Sequence[Any]) -> dict[str, Any]:
    pipeline = Pipeline(
        name=name,
        parameters=list(parameters),
        steps=list(steps),
        pipeline_experiment_config=None,
        sagemaker_session=_NoSession(),
    )
    PipelineGraph.from_pipeline(pipeline)
    body: dict[str, Any] = _without_nulls(json.loads(pipeline.definition()))
    return body


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_nulls(each) for each in value]
    return value
