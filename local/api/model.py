"""The service models that botocore carries, loaded once."""

from functools import cache

from botocore.loaders import Loader
from botocore.model import ServiceModel


@cache
def service_model(service: str) -> ServiceModel:
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)
