"""The request for each training job of a tuning job."""

import secrets
from collections.abc import Mapping
from typing import Any

from local.sagemaker.jobs.hyperparameters import TUNING_METRIC
from local.sagemaker.jobs.tuning.trial import TuningJob

_SAME = (
    *("AlgorithmSpecification", "RoleArn", "InputDataConfig", "VpcConfig", "OutputDataConfig"),
    *("StoppingCondition", "EnableNetworkIsolation", "EnableInterContainerTrafficEncryption"),
    *("EnableManagedSpotTraining", "RetryStrategy", "Environment"),
)


def request_of(job: TuningJob, index: int, values: Mapping[str, str]) -> dict[str, Any]:
    definition = job.request["TrainingJobDefinition"]
    name = f"{job.name}-{index + 1:03}-{secrets.token_hex(4)}"
    return {
        **{member: definition[member] for member in _SAME if member in definition},
        "TrainingJobName": name,
        "ResourceConfig": resources(definition),
        "HyperParameters": {
            TUNING_METRIC: objective_metric(job.request),
            **definition.get("StaticHyperParameters", {}),
            **values,
        },
        "Tags": job.request.get("Tags", []),
        **_checkpoints(definition, name),
    }


def objective_metric(request: Mapping[str, Any]) -> str:
    config = request["HyperParameterTuningJobConfig"]
    return str(config["HyperParameterTuningJobObjective"]["MetricName"])


def resources(definition: Mapping[str, Any]) -> dict[str, Any]:
    """Of the older member, or of the newer one that may name several types to choose from."""
    if "ResourceConfig" in definition:
        return dict(definition["ResourceConfig"])
    told = dict(definition.get("HyperParameterTuningResourceConfig", {}))
    choice: list[dict[str, Any]] = told.pop("InstanceConfigs", [])
    told.pop("AllocationStrategy", None)
    return {**told, **(choice[0] if choice else {})}


def _checkpoints(definition: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A folder for each job: none resumes from what another learnt with other values."""
    wanted = definition.get("CheckpointConfig")
    if not wanted:
        return {}
    return {"CheckpointConfig": {**wanted, "S3Uri": f"{wanted['S3Uri'].rstrip('/')}/{name}"}}
