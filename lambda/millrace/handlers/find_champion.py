"""A pipeline asks which model its own is to be held against."""

from dataclasses import asdict

from aws_lambda_powertools import Logger

from millrace.adapters.clients import sagemaker
from millrace.adapters.model_registry import SageMakerRegistry
from millrace.domain.registry import champion_of
from millrace.registry_events import group_from

log = Logger(service="model-registry")


def handler(event: object, _context: object) -> dict[str, str]:
    group = group_from(event)
    champion = champion_of(group, SageMakerRegistry(sagemaker()))
    log.info("champion found", extra={"group": group, "package": champion.package_arn})
    return asdict(champion)
