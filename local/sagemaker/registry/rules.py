"""What a model package must say of itself to be registered."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.sagemaker.refusals import refuse_any

_SPECIFICATION = "InferenceSpecification"
_NOT_CHECKED = ("ValidationSpecification", "SourceAlgorithmSpecification")


def refuse_incomplete(request: Mapping[str, Any]) -> None:
    refuse_any(_complaints(request))


def _complaints(request: Mapping[str, Any]) -> Iterator[str]:
    if ("ModelPackageName" in request) == ("ModelPackageGroupName" in request):
        yield "give ModelPackageName or ModelPackageGroupName, one of them"
    for member in _NOT_CHECKED:
        if member in request:
            yield f"{member}: not served by the local account"
    if _SPECIFICATION not in request and "SourceUri" not in request:
        yield f"{_SPECIFICATION} is required"
    for index, container in enumerate(request.get(_SPECIFICATION, {}).get("Containers", [])):
        if "Image" not in container:
            yield f"{_SPECIFICATION}.Containers[{index}].Image is required"
