"""CloudFormation deletes a model group: delete its versions first, for it takes an empty one."""

from typing import Any

from aws_lambda_powertools import Logger

from millrace.adapters.clients import sagemaker
from millrace.adapters.model_versions import RegistryVersions, send
from millrace.domain.model_cleaning import answer_to

log = Logger(service="model-registry")


def handler(event: dict[str, Any], _context: object) -> None:
    answer = answer_to(event, RegistryVersions(sagemaker()))
    log.info("asked by CloudFormation", extra={"request": event["RequestType"], **answer.body})
    send(answer)
