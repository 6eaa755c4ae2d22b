"""The operations on pipelines."""

from collections.abc import Collection, Mapping
from typing import Any

from local.api.context import AccountContext
from local.api.message import Operation
from local.sagemaker.definition.check import complaints
from local.sagemaker.definition.document import Definition
from local.sagemaker.jobs.passing import MayPass, may_pass
from local.sagemaker.paging import CREATED, listed
from local.sagemaker.records import Pipeline, now
from local.sagemaker.refusals import ConflictError, NotServedError, RefusedError, refuse_any
from local.sagemaker.state import State

_KEYS = {"CreationTime": "CreationTime", "Name": "PipelineName"}
_APART = ("ClientRequestToken", "Tags", "PipelineDefinition")
_TOLD = ("PipelineArn", "PipelineName", "PipelineDisplayName", "PipelineDescription", "RoleArn")


class Pipelines:
    def __init__(
        self,
        state: State,
        context: AccountContext,
        *,
        types: Collection[str],
        passing: MayPass = may_pass,
    ) -> None:
        self._types = types
        self._passing = passing
        self._state = state
        self._context = context

    @property
    def operations(self) -> dict[str, Operation]:
        return {
            "CreatePipeline": self.create,
            "UpdatePipeline": self.update,
            "DescribePipeline": self.describe,
            "DeletePipeline": self.delete,
            "ListPipelines": self.list,
        }

    def create(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        name, token = request["PipelineName"], request["ClientRequestToken"]
        existing = self._state.pipelines.get(name)
        if existing and existing.token == token:
            return {"PipelineArn": existing.arn}
        if name.lower() in {known.lower() for known in self._state.pipelines}:
            raise RefusedError(
                "Pipeline names must be unique within an AWS account and region: a pipeline is "
                f"called {name!r} already"
            )
        pipeline = Pipeline(self._detail(request), self._definition(request), token)
        self._state.pipelines[name] = pipeline
        self._state.tags.start(pipeline.arn, request.get("Tags", []))
        return {"PipelineArn": pipeline.arn}

    def _detail(self, request: Mapping[str, Any]) -> dict[str, Any]:
        self._refuse_role(request["RoleArn"])
        return {
            "PipelineDisplayName": request["PipelineName"],
            **{name: value for name, value in request.items() if name not in _APART},
            "PipelineArn": self._state.names.arn("pipeline", request["PipelineName"]),
            "PipelineStatus": "Active",
            "CreationTime": now(),
            "LastModifiedTime": now(),
        }

    def update(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        pipeline = self._state.pipeline(request["PipelineName"])
        if "RoleArn" in request:
            self._refuse_role(request["RoleArn"])
        if "PipelineDefinition" in request or "PipelineDefinitionS3Location" in request:
            pipeline.definition = self._definition(request)
        changes = {name: value for name, value in request.items() if name not in _APART}
        pipeline.detail |= {**changes, "PipelineName": pipeline.name, "LastModifiedTime": now()}
        return {"PipelineArn": pipeline.arn}

    def describe(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        if "PipelineVersionId" in request:
            raise NotServedError("PipelineVersionId")
        pipeline = self._state.pipeline(request["PipelineName"])
        return {**pipeline.detail, "PipelineDefinition": pipeline.definition.text}

    def delete(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        pipeline = self._state.pipeline(request["PipelineName"])
        running = [one.arn for one in self._state.executions_of(pipeline) if one.is_active]
        if running:
            raise ConflictError(
                f"{pipeline.name} cannot be deleted while executions run: {', '.join(running)}"
            )
        del self._state.pipelines[pipeline.name]
        for execution in self._state.executions_of(pipeline):
            del self._state.executions[execution.arn]
        self._state.tags.forget(pipeline.arn)
        return {"PipelineArn": pipeline.arn}

    def list(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        prefix = request.get("PipelineNamePrefix", "")
        found = [
            _summary(one) for one in self._state.pipelines.values() if one.name.startswith(prefix)
        ]
        return listed("PipelineSummaries", found, request, keys=_KEYS, times=CREATED)

    def _definition(self, request: Mapping[str, Any]) -> Definition:
        if "PipelineDefinition" not in request:
            raise NotServedError("a definition in S3: give PipelineDefinition; the other")
        definition = Definition.read(request["PipelineDefinition"])
        refuse_any(complaints(definition, self._types))
        return definition

    def _refuse_role(self, arn: str) -> None:
        if not self._context.role_exists(arn):
            raise RefusedError(f"there is no role {arn}")
        self._passing(arn)


def _summary(pipeline: Pipeline) -> dict[str, Any]:
    detail = pipeline.detail
    times = {
        "CreationTime": detail["CreationTime"],
        "LastModifiedTime": detail["LastModifiedTime"],
        "LastExecutionTime": detail.get("LastRunTime"),
    }
    known = {name: detail.get(name) for name in _TOLD}
    return {name: value for name, value in {**known, **times}.items() if value is not None}
