"""What IAM must know of a request to SageMaker: the resource it names, and what conditions ask."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.account.environment import ACCOUNT_ID, REGION

_BY_ARN = ("PipelineExecutionArn", "ModelPackageArn", "PipelineArn", "ResourceArn")
_KINDS: Mapping[str, str] = {
    "PipelineName": "pipeline",
    "ProcessingJobName": "processing-job",
    "TrainingJobName": "training-job",
    "HyperParameterTuningJobName": "hyper-parameter-tuning-job",
    "TransformJobName": "transform-job",
    "ModelPackageName": "model-package",
    "ModelPackageGroupName": "model-package-group",
    "ModelName": "model",
    "FeatureGroupName": "feature-group",
    "WorkteamName": "workteam",
    "LabelingJobName": "labeling-job",
    "AutoMLJobName": "automl-job",
    "StudioLifecycleConfigName": "studio-lifecycle-config",
}
_PLAIN = (
    *("ModelApprovalStatus", "EnableNetworkIsolation", "EnableInterContainerTrafficEncryption"),
    *("AppNetworkAccessType", "RootAccess", "DirectInternetAccess"),
)
_WORDS: Mapping[str, str] = {
    "EnableNetworkIsolation": "NetworkIsolation",
    "EnableInterContainerTrafficEncryption": "InterContainerTrafficEncryption",
}
_OUTPUTS = ("OutputDataConfig", "ProcessingOutputConfig", "TransformOutput", "OutputConfig")


def resource_of(params: Mapping[str, Any]) -> str:
    """The ARN by which a policy names what the request is about, * where it is about nothing."""
    for member in _BY_ARN:
        if member in params:
            return str(params[member])
    for member, kind in _KINDS.items():
        if member in params:
            return _arn(kind, str(params[member]))
    if "UserProfileName" in params:
        return _arn("user-profile", f"{params.get('DomainId', '*')}/{params['UserProfileName']}")
    return _arn("domain", str(params["DomainId"])) if "DomainId" in params else "*"


def conditions_of(params: Mapping[str, Any]) -> dict[str, Any]:
    """The keys sagemaker:… as far as the request says something of them."""
    found: dict[str, list[str]] = {}
    for key, value in _keys(params):
        found.setdefault(f"sagemaker:{key}", []).append(value)
    return {key: values if len(values) > 1 else values[0] for key, values in found.items()}


def _keys(params: Mapping[str, Any], inside: str = "") -> Iterator[tuple[str, str]]:
    for name, value in params.items():
        yield from _of_member(name, value, inside)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, Mapping):
                yield from _keys(inner, name)


def _of_member(name: str, value: Any, inside: str) -> Iterator[tuple[str, str]]:
    match name:
        case "Subnets" | "SecurityGroupIds" if inside == "VpcConfig" and isinstance(value, list):
            for one in value:
                yield f"Vpc{name}", str(one)
        case "VolumeKmsKeyId":
            yield "VolumeKmsKey", str(value)
        case "KmsKeyId" if inside in _OUTPUTS:
            yield "OutputKmsKey", str(value)
        case "InstanceType":
            yield "InstanceTypes", str(value)
        case _ if name in _PLAIN:
            yield _WORDS.get(name, name), str(value).lower() if value in (True, False) else value


def _arn(kind: str, name: str) -> str:
    if name.startswith("arn:"):
        return name
    return f"arn:aws:sagemaker:{REGION}:{ACCOUNT_ID}:{kind}/{name.lower()}"
