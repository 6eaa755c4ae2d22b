"""Hyperparameters as SageMaker wants them: all of them text, and a script's as JSON."""

import json
from collections.abc import Mapping
from typing import Any

from pipelines.authoring.vocabulary import Vocabulary
from pipelines.model.part import Scalar
from pipelines.model.training import AnyJob, Container, JumpStart, Script, Scripted
from pipelines.sdk import Join


def hyperparameters(
    training: AnyJob,
    values: Mapping[str, Scalar],
    *,
    workload: str,
    vocabulary: Vocabulary,
    instance_type: str,
) -> dict[str, Any]:
    """A number or a word is a parameter of the pipeline."""
    is_json = isinstance(training, Script)
    own = {name: _text(name, value, vocabulary, quoted=is_json) for name, value in values.items()}
    return {
        **own,
        **_code(training, workload, vocabulary),
        **_distribution(training, instance_type),
    }


def _text(name: str, value: Scalar, vocabulary: Vocabulary, *, quoted: bool) -> Any:
    if isinstance(value, bool):
        return json.dumps(value)
    parameter = vocabulary.setting(name, value)
    if isinstance(value, str):
        return Join(on="", values=['"', parameter, '"']) if quoted else parameter
    return parameter.to_string()


def _code(training: AnyJob, workload: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """How the toolkit in the image finds what to run: no image is built for changed code."""
    match training:
        case JumpStart():
            return {
                "sagemaker_program": json.dumps(training.program),
                "sagemaker_submit_directory": json.dumps(training.script),
            }
        case Script() | Container() if training.script:
            return {
                "sagemaker_program": json.dumps(f"workloads/{workload}/{training.script}.py"),
                "sagemaker_submit_directory": Join(
                    on="", values=['"', vocabulary.placeholder("CodeUri"), '"']
                ),
            }
    return {}


def _distribution(training: AnyJob, instance_type: str) -> dict[str, str]:
    if not isinstance(training, Scripted):
        return {}
    on_hosts = {"sagemaker_instance_type": json.dumps(instance_type)}
    match training.distribution:
        case "ddp":
            return {"sagemaker_torch_distributed_enabled": "true", **on_hosts}
        case "smddp":
            return {"sagemaker_distributed_dataparallel_enabled": "true", **on_hosts}
        case "smp" if training.model_parallel:
            hosts = training.model_parallel.processes_per_host
            return {
                "sagemaker_mpi_enabled": "true",
                "sagemaker_mpi_num_of_processes_per_host": str(hosts),
                "mp_parameters": json.dumps(training.model_parallel.parameters, sort_keys=True),
                **on_hosts,
            }
    return {}
