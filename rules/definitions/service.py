"""SageMaker's own model of what it takes and tells, read only when a pipeline is looked at."""

from functools import cache

from botocore.loaders import Loader
from botocore.model import ServiceModel, Shape, StructureShape


@cache
def _service() -> ServiceModel:
    return ServiceModel(Loader().load_service_model("sagemaker", "service-2"), "sagemaker")


@cache
def taken_by(operation: str) -> StructureShape | None:
    """What the operation takes."""
    return _service().operation_model(operation).input_shape


@cache
def shape(name: str) -> Shape:
    return _service().shape_for(name)
