"""SageMaker as boto3 shows it, as far as the reconciler asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from tests.lambda_.reconciling.sagemaker_stories import TAGS, WORDS, Execution, SageMakerJob

PAGE = 2
_LISTS = {
    "list_training_jobs": ("training-job", "TrainingJobSummaries"),
    "list_processing_jobs": ("processing-job", "ProcessingJobSummaries"),
    "list_transform_jobs": ("transform-job", "TransformJobSummaries"),
    "list_hyper_parameter_tuning_jobs": (
        "hyper-parameter-tuning-job",
        "HyperParameterTuningJobSummaries",
    ),
    "list_auto_ml_jobs": ("automl-job", "AutoMLJobSummaries"),
    "list_labeling_jobs": ("labeling-job", "LabelingJobSummaryList"),
}
_DESCRIPTIONS = {
    "describe_training_job": "training-job",
    "describe_processing_job": "processing-job",
    "describe_transform_job": "transform-job",
    "describe_hyper_parameter_tuning_job": "hyper-parameter-tuning-job",
    "describe_auto_ml_job_v2": "automl-job",
    "describe_labeling_job": "labeling-job",
}


@dataclass
class FakeSageMakerClient:
    jobs: list[SageMakerJob] = field(default_factory=list)
    executions: list[Execution] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __getattr__(self, operation: str) -> Any:
        def answer(**asked: Any) -> Mapping[str, Any]:
            self.asked.append(operation)
            if operation in _LISTS:
                return self._listed(*_LISTS[operation], asked)
            return self._described(_DESCRIPTIONS[operation], asked)

        return answer

    def list_tags(self, *, ResourceArn: str) -> Mapping[str, Any]:  # noqa: N803
        self.asked.append("list_tags")
        assert ResourceArn in [job.arn for job in self.jobs]
        return {"Tags": [{"Key": key, "Value": value} for key, value in TAGS.items()]}

    def list_pipelines(self, **asked: Any) -> Mapping[str, Any]:
        self.asked.append("list_pipelines")
        latest = {one.pipeline: one.began_at for one in self.executions}
        found = [{"PipelineName": name, "LastExecutionTime": at} for name, at in latest.items()]
        return _page("PipelineSummaries", [*found, {"PipelineName": "never-run"}], asked)

    def list_pipeline_executions(self, **asked: Any) -> Mapping[str, Any]:
        self.asked.append("list_pipeline_executions")
        found = [
            {
                "PipelineExecutionArn": one.arn,
                "StartTime": one.began_at,
                "PipelineExecutionStatus": one.now["PipelineExecutionStatus"],
            }
            for one in self.executions
            if one.pipeline == asked["PipelineName"] and one.began_at > asked["CreatedAfter"]
        ]
        return _page("PipelineExecutionSummaries", found, asked)

    def describe_pipeline_execution(self, *, PipelineExecutionArn: str) -> Mapping[str, Any]:  # noqa: N803
        self.asked.append("describe_pipeline_execution")
        found = [one.now for one in self.executions if one.arn == PipelineExecutionArn]
        if not found:
            raise refused("ResourceNotFound", f"pipeline execution {PipelineExecutionArn}")
        return {**found[0], "ResponseMetadata": {}}

    def list_pipeline_execution_steps(self, **asked: Any) -> Mapping[str, Any]:
        self.asked.append("list_pipeline_execution_steps")
        arn = asked["PipelineExecutionArn"]
        found = [step for one in self.executions if one.arn == arn for step in one.steps.values()]
        return _page("PipelineExecutionSteps", found, asked)

    def _listed(self, type_: str, member: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        after: datetime = asked["LastModifiedTimeAfter"]
        found = [
            job.now
            for job in self.jobs
            if job.type_ == type_ and job.now["LastModifiedTime"] > after
        ]
        return _page(member, found, asked)

    def _described(self, type_: str, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        [name] = asked.values()
        assert [*asked] == [f"{WORDS[type_][0]}Name"]
        found = [job.now for job in self.jobs if (job.type_, job.name) == (type_, name)]
        if not found:
            raise refused("ValidationException", "Requested resource not found.")
        return {**found[0], "ResponseMetadata": {}}


def refused(code: str, message: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "Describe")


def _page(member: str, found: Sequence[Any], asked: Mapping[str, Any]) -> Mapping[str, Any]:
    first = int(asked.get("NextToken", "0"))
    more = {"NextToken": str(first + PAGE)} if first + PAGE < len(found) else {}
    return {member: found[first : first + PAGE], **more}
