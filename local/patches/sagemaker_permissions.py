"""The emulator has no SageMaker, so it knows neither its actions nor what its requests are about.

Seen: a role without any right created a pipeline, and one bound to its subnets any job.
"""

from collections.abc import Mapping
from typing import Any

from local.account.asked import Asked, Otherwise, tell_resource
from local.account.hooks import IAM_NAMESPACES, REQUEST_TAGS
from local.account.requests import body_of
from local.sagemaker.permission import conditions_of, resource_of

_SERVICE = "sagemaker"


def apply() -> None:
    IAM_NAMESPACES.read()[_SERVICE] = _SERVICE
    tell_resource(_resource)
    _apply_conditions()


def _resource(asked: Asked, otherwise: Otherwise) -> str:
    return resource_of(body_of(asked.body)) if asked.service == _SERVICE else otherwise()


def _apply_conditions() -> None:
    request_tags = REQUEST_TAGS.read()

    def with_sagemaker(
        service: str, iam_action: str, body: bytes, params: Mapping[str, Any]
    ) -> dict[str, Any]:
        tags: dict[str, Any] = request_tags(service, iam_action, body, params)
        return {**tags, **conditions_of(body_of(body))} if service == _SERVICE else tags

    REQUEST_TAGS.replace(with_sagemaker)
