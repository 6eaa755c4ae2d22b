"""The operations on executions of pipelines: started, stopped, tried again, looked at."""

import threading
from collections.abc import Mapping
from typing import Any

from local.api.message import Operation
from local.sagemaker import execution_views as views
from local.sagemaker.definition.document import Definition
from local.sagemaker.definition.parameters import values
from local.sagemaker.engine.engine import Engine
from local.sagemaker.names import new_execution_id
from local.sagemaker.paging import CREATED, listed, page
from local.sagemaker.records import Execution, Pipeline, StepRun, now
from local.sagemaker.refusals import ConflictError, NotServedError, RefusedError
from local.sagemaker.selection import reused_runs, source_of
from local.sagemaker.state import State

_NOT_SERVED = ("PipelineVersionId", "MlflowExperimentName")
_PARALLEL = {"MaxParallelExecutionSteps": 50}
_KEYS = {"CreationTime": "StartTime", "PipelineExecutionArn": "PipelineExecutionArn"}


class Executions:
    def __init__(self, state: State, engine: Engine) -> None:
        self._state = state
        self._engine = engine
        self._by_token: dict[tuple[str, str], str] = {}

    @property
    def operations(self) -> dict[str, Operation]:
        return {
            "StartPipelineExecution": self.start,
            "StopPipelineExecution": self.stop,
            "RetryPipelineExecution": self.retry,
            "UpdatePipelineExecution": self.update,
            "DescribePipelineExecution": self.describe,
            "DescribePipelineDefinitionForExecution": self.definition,
            "ListPipelineExecutions": self.list,
            "ListPipelineExecutionSteps": self.steps,
            "ListPipelineParametersForExecution": self.parameters,
        }

    def start(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        for member in _NOT_SERVED:
            if member in request:
                raise NotServedError(member)
        pipeline = self._state.pipeline(request["PipelineName"])
        token = (pipeline.arn, request["ClientRequestToken"])
        if token in self._by_token:
            return {"PipelineExecutionArn": self._by_token[token]}
        execution = self._new(pipeline, request)
        self._by_token[token] = execution.arn
        self._state.executions[execution.arn] = execution
        pipeline.detail["LastRunTime"] = execution.created_at
        self._engine.begin(execution)
        return {"PipelineExecutionArn": execution.arn}

    def _new(self, pipeline: Pipeline, request: Mapping[str, Any]) -> Execution:
        arn = f"{pipeline.arn}/execution/{new_execution_id()}"
        config = request.get("SelectiveExecutionConfig")
        source = source_of(config, pipeline, self._state) if config else None
        parallel = pipeline.detail.get("ParallelismConfiguration", _PARALLEL)
        return Execution(
            arn=arn,
            pipeline_arn=pipeline.arn,
            pipeline_name=pipeline.name,
            role_arn=pipeline.detail["RoleArn"],
            definition=pipeline.definition,
            parameters=_parameters(pipeline.definition, request, source),
            given={
                "ParallelismConfiguration": parallel,
                "PipelineExecutionDisplayName": f"execution-{round(now().timestamp() * 1000)}",
                **request,
            },
            runs=reused_runs(config, pipeline.definition, source) if config else {},
        )

    def stop(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        execution = self._state.execution(request["PipelineExecutionArn"])
        if not execution.is_active:
            raise ConflictError(f"{execution.arn} is {execution.status}, it cannot be stopped")
        if execution.status == "Executing":
            self._engine.stop(execution)
        return {"PipelineExecutionArn": execution.arn}

    def retry(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        execution = self._state.execution(request["PipelineExecutionArn"])
        before = execution.status
        if before not in ("Failed", "Stopped"):
            raise ConflictError(f"{execution.arn} is {before}; only Failed and Stopped ones retry")
        execution.runs = {name: run for name, run in execution.runs.items() if _is_kept(run)}
        execution.stop_asked = threading.Event()
        execution.status, execution.failure_reason = "Executing", None
        execution.given = {**execution.given, **_parallelism(request)}
        self._engine.begin(execution, before=before)
        return {"PipelineExecutionArn": execution.arn}

    def update(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        execution = self._state.execution(request["PipelineExecutionArn"])
        execution.given = {**execution.given, **request}
        execution.modified_at = now()
        self._state.changed.notify_all()
        return {"PipelineExecutionArn": execution.arn}

    def describe(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        return views.described(self._state.execution(request["PipelineExecutionArn"]))

    def definition(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        execution = self._state.execution(request["PipelineExecutionArn"])
        return {
            "PipelineDefinition": execution.definition.text,
            "CreationTime": execution.created_at,
        }

    def list(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        pipeline = self._state.pipeline(request["PipelineName"])
        found = [views.summary(one) for one in self._state.executions_of(pipeline)]
        return listed("PipelineExecutionSummaries", found, request, keys=_KEYS, times=CREATED)

    def steps(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        if "PipelineExecutionArn" not in request:
            raise RefusedError("PipelineExecutionArn is required")
        execution = self._state.execution(request["PipelineExecutionArn"])
        found = [views.step(run) for run in execution.runs.values()]
        if request.get("SortOrder", "Descending") == "Descending":
            found.reverse()
        return page("PipelineExecutionSteps", found, request)

    def parameters(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        execution = self._state.execution(request["PipelineExecutionArn"])
        found = [
            {"Name": name, "Value": views.text(value)}
            for name, value in execution.parameters.items()
        ]
        return page("PipelineParameters", found, request)


def _parameters(
    definition: Definition, request: Mapping[str, Any], source: Execution | None
) -> dict[str, Any]:
    """A selective execution has those of its source, where it is not told others."""
    told = {one["Name"]: one["Value"] for one in request.get("PipelineParameters", [])}
    if source is not None:
        kept = {name: views.text(value) for name, value in source.parameters.items()}
        told = {name: kept[name] for name in kept if name in definition.parameters} | told
    given = [{"Name": name, "Value": value} for name, value in told.items()]
    return values(definition.parameters, given)


def _is_kept(run: StepRun) -> bool:
    return run.status == "Succeeded"


def _parallelism(request: Mapping[str, Any]) -> dict[str, Any]:
    name = "ParallelismConfiguration"
    return {name: request[name]} if name in request else {}
