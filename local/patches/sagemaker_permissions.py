"""The emulator has no SageMaker, so it knows neither its actions nor what its requests are about.

Seen: a role without any right created a pipeline, and one bound to its subnets any job.
"""

from collections.abc import Mapping
from typing import Any

from local.account.hooks import IAM_NAMESPACES, REQUEST_TAGS, RESOURCE_ARN
from local.account.requests import body_of
from local.sagemaker.permission import conditions_of, resource_of

_SERVICE = "sagemaker"


def apply() -> None:
    IAM_NAMESPACES.read()[_SERVICE] = _SERVICE
    _apply_resources()
    _apply_conditions()


def _apply_resources() -> None:
    resource_arn = RESOURCE_ARN.read()

    def with_sagemaker(
        service: str,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Any,
        region: str,
        account_id: str,
    ) -> str:
        if service == _SERVICE:
            return resource_of(body_of(body))
        arn: str = resource_arn(
            service, method, path, headers, body, query_params, region, account_id
        )
        return arn

    RESOURCE_ARN.replace(with_sagemaker)


def _apply_conditions() -> None:
    request_tags = REQUEST_TAGS.read()

    def with_sagemaker(
        service: str, iam_action: str, body: bytes, params: Mapping[str, Any]
    ) -> dict[str, Any]:
        tags: dict[str, Any] = request_tags(service, iam_action, body, params)
        return {**tags, **conditions_of(body_of(body))} if service == _SERVICE else tags

    REQUEST_TAGS.replace(with_sagemaker)
