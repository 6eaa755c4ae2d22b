"""The registered model: its containers in the order of serving, its metrics, its baselines."""

from dataclasses import dataclass
from typing import Any

from pipelines.authoring.candidate import Data, Evaluation, Model
from pipelines.authoring.job import Ground, service_retries
from pipelines.authoring.vocabulary import joined
from pipelines.model.image import Image
from pipelines.model.register import Register
from pipelines.sdk import ExecutionVariables
from pipelines.sdk.images import image_uri
from pipelines.sdk.step import RequestStep

_SERVES = {"SAGEMAKER_PROGRAM": "inference.py", "SAGEMAKER_SUBMIT_DIRECTORY": "/opt/ml/model/code"}


@dataclass(frozen=True, kw_only=True)
class Candidate:
    workload: str
    model: Model
    data: Data
    evaluation: Evaluation


def register_step(candidate: Candidate, register: Register, ground: Ground) -> RequestStep:
    quality = {"Statistics": _json(candidate.evaluation.statistics)}
    baseline = {
        "Statistics": _json(joined(candidate.data.baseline, "statistics.json")),
        "Constraints": _json(joined(candidate.data.baseline, "constraints.json")),
    }
    request = {
        "ModelPackageGroupName": ground.vocabulary.placeholder("ModelPackageGroup"),
        "ModelPackageDescription": f"{candidate.workload}, of a pipeline",
        "ModelApprovalStatus": "PendingManualApproval",
        "InferenceSpecification": {
            "Containers": _containers(candidate, register, ground),
            "SupportedContentTypes": list(register.takes),
            "SupportedResponseMIMETypes": list(register.answers),
            "SupportedRealtimeInferenceInstanceTypes": list(register.instance_types),
            "SupportedTransformInstanceTypes": list(register.instance_types),
        },
        "ModelMetrics": {"ModelQuality": quality, "ModelDataQuality": baseline},
        "DriftCheckBaselines": {"ModelDataQuality": baseline},
        "MetadataProperties": {"GeneratedBy": ExecutionVariables.PIPELINE_EXECUTION_ARN},
        "CustomerMetadataProperties": _lineage(candidate, ground),
    }
    return RequestStep(
        "Register",
        "RegisterModel",
        request,
        describes=("DescribeModelPackageOutput",),
        retries=service_retries(),
    )


def _lineage(candidate: Candidate, ground: Ground) -> dict[str, Any]:
    """What the model came from, for whoever finds it in the registry."""
    named = ground.vocabulary.placeholder
    return {
        "workload": candidate.workload,
        "code": named("CodeUri"),
        "data": named("DataUri"),
        "model": candidate.model.archive,
        "held_out_rows": candidate.data.test,
        "execution": ExecutionVariables.PIPELINE_EXECUTION_ID,
    }


def _containers(candidate: Candidate, register: Register, ground: Ground) -> list[dict[str, Any]]:
    transform = register.transform
    before = (
        [_container("transform", transform, candidate.data.transform_archive, ground)]
        if transform
        else []
    )
    model = candidate.model
    if register.model:
        return [*before, _container("model", register.model, model.archive, ground)]
    own = {
        "ContainerHostname": "model",
        "Image": model.image,
        "ModelDataUrl": model.archive,
        **({"Environment": dict(model.environment)} if model.environment else {}),
    }
    return [*before, own]


def _container(hostname: str, image: Image, archive: Any, ground: Ground) -> dict[str, Any]:
    uri = image_uri(
        image.framework,
        image.version,
        python=image.python,
        region=ground.surroundings.region,
        instance_type=ground.surroundings.processing_instance,
        scope="inference",
    )
    return {
        "ContainerHostname": hostname,
        "Image": uri,
        "ModelDataUrl": archive,
        "Environment": dict(_SERVES),
    }


def _json(uri: Any) -> dict[str, Any]:
    return {"ContentType": "application/json", "S3Uri": uri}
