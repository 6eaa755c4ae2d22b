"""Refuses a workload that needs a service which AWS has closed to new accounts, as this may be."""

from config.closed_services import ClosedService
from config.environment import Environment
from config.errors import ConfigError


def admit(environment: Environment, service: ClosedService, *, needed_by: str) -> None:
    """``needed_by`` is the key that asks for it, such as ``pipelines.digits``."""
    if service not in environment.existing_customer:
        raise ConfigError([f"environments/{environment.name}.yaml: {needed_by}: {service.refusal}"])
