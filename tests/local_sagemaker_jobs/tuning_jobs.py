"""Tuning jobs for tests: a script to tune, the request, and waiting for the end."""

from collections.abc import Mapping
from typing import Any

from tests.local_batch.desk import eventually
from tests.local_batch.fakes import JOB_ROLE
from tests.local_sagemaker_jobs.bench import CODE, PYTORCH, Bench, hyperparameters

# The nearer the rate is to 0.3 the better.
PARABOLA = """
import argparse
words = argparse.ArgumentParser()
words.add_argument('--rate', type=float)
words.add_argument('--kind', default='a')
told = words.parse_args()
print(f'objective={1 - (told.rate - 0.3) ** 2:.6f}')
"""
RATE = {"ContinuousParameterRanges": [{"Name": "rate", "MinValue": "0", "MaxValue": "1"}]}
KINDS = {"CategoricalParameterRanges": [{"Name": "kind", "Values": ["a", "b", "c"]}]}
METRIC = {"Name": "score", "Regex": "objective=(.*)"}
_ENDED = ("Completed", "Failed", "Stopped")


def tuning_request(
    name: str, *, strategy: str = "Random", jobs: int | None = 3, parallel: int = 2, **config: Any
) -> dict[str, Any]:
    limits = {"MaxParallelTrainingJobs": parallel}
    return {
        "HyperParameterTuningJobName": name,
        "HyperParameterTuningJobConfig": {
            "Strategy": strategy,
            "HyperParameterTuningJobObjective": {"Type": "Maximize", "MetricName": "score"},
            "ResourceLimits": limits | ({"MaxNumberOfTrainingJobs": jobs} if jobs else {}),
            "ParameterRanges": RATE,
            "RandomSeed": 1,
            **config,
        },
        "TrainingJobDefinition": definition(),
    }


def definition() -> dict[str, Any]:
    return {
        "StaticHyperParameters": hyperparameters(
            sagemaker_program="learn.py", sagemaker_submit_directory=CODE
        ),
        "AlgorithmSpecification": {
            "TrainingImage": PYTORCH,
            "TrainingInputMode": "File",
            "MetricDefinitions": [METRIC],
        },
        "RoleArn": JOB_ROLE,
        "OutputDataConfig": {"S3OutputPath": "s3://models/tuned"},
        "ResourceConfig": {
            "InstanceCount": 1,
            "InstanceType": "ml.m5.large",
            "VolumeSizeInGB": 1,
        },
        "StoppingCondition": {"MaxRuntimeInSeconds": 600},
    }


def begun(bench: Bench, script: str, request: Mapping[str, Any]) -> str:
    bench.code({"learn.py": script})
    bench.client.create_hyper_parameter_tuning_job(**request)
    return str(request["HyperParameterTuningJobName"])


def tuned(bench: Bench, script: str, **config: Any) -> Mapping[str, Any]:
    """Tunes the script to the end."""
    return end(bench, begun(bench, script, tuning_request(bench.new_name(), **config)))


def seen(bench: Bench, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = bench.client.describe_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name
    )
    return found


def end(bench: Bench, name: str) -> Mapping[str, Any]:
    eventually(lambda: seen(bench, name)["HyperParameterTuningJobStatus"] in _ENDED, f"{name} ends")
    return seen(bench, name)


def children(bench: Bench, job: Mapping[str, Any], **words: Any) -> list[Mapping[str, Any]]:
    listed = bench.client.list_training_jobs_for_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=job["HyperParameterTuningJobName"], **words
    )
    return list(listed["TrainingJobSummaries"])
