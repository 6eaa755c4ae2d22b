"""Autopilot's search as a step: it tries algorithms of its own, and gives the best of them."""

from collections.abc import Mapping
from typing import Any

from pipelines.authoring.job import CACHED, Ground, job_retries
from pipelines.model.training import Autopilot
from pipelines.sdk.step import RequestStep

_PROBLEMS = {
    "binary": "BinaryClassification",
    "multiclass": "MulticlassClassification",
    "regression": "Regression",
}
_METRICS = {"binary": "F1", "multiclass": "Accuracy", "regression": "MSE"}


def autopilot_step(
    autopilot: Autopilot, problem: str, data: Mapping[str, Any], ground: Ground
) -> RequestStep:
    """SageMaker Pipelines takes its ensembling mode only."""
    named = ground.vocabulary.placeholder
    request = {
        "RoleArn": named("SearchRole"),
        "AutoMLJobConfig": _config(autopilot, ground),
        "InputDataConfig": [
            _channel("training", data["train"], autopilot),
            _channel("validation", data["validation"], autopilot),
        ],
        "OutputDataConfig": {"S3OutputPath": named("ModelsUri"), "KmsKeyId": ground.key},
        "ProblemType": _PROBLEMS[problem],
        "AutoMLJobObjective": {"MetricName": autopilot.metric or _METRICS[problem]},
        **ground.tags,
    }
    return RequestStep(
        "Train",
        "AutoML",
        request,
        describes=("DescribeAutoMLJobResponse",),
        retries=job_retries(),
        beside=CACHED,
    )


def best_container(step: RequestStep) -> Any:
    return step.properties.BestCandidate.InferenceContainers[0]


def _config(autopilot: Autopilot, ground: Ground) -> dict[str, Any]:
    return {
        "Mode": "ENSEMBLING",
        "CompletionCriteria": {
            "MaxCandidates": autopilot.candidates,
            "MaxRuntimePerTrainingJobInSeconds": autopilot.minutes_each * 60,
            "MaxAutoMLJobRuntimeInSeconds": autopilot.minutes * 60,
        },
        "SecurityConfig": {
            "VolumeKmsKeyId": ground.key,
            "EnableInterContainerTrafficEncryption": True,
            "VpcConfig": ground.vpc,
        },
    }


def _channel(kind: str, uri: Any, autopilot: Autopilot) -> dict[str, Any]:
    return {
        "ChannelType": kind,
        "ContentType": "text/csv;header=present",
        "CompressionType": "None",
        "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": uri}},
        "TargetAttributeName": autopilot.target,
    }
