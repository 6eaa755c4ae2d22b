"""Records of the Feature Store are spoken of by paths, under the name by which SageMaker signs.

Seen: the emulator found no action in such a request, and so let anybody write any record. Comes
after sagemaker_permissions, which reads the group out of a body that these requests have in a path.
"""

from collections.abc import Mapping
from typing import Any

from local.account.hooks import IAM_ACTION, RESOURCE_ARN
from local.api.message import Call
from local.feature_store.permission import action_of, call_of, groups_of, is_about_records

_SERVICE = "sagemaker"


def apply() -> None:
    _apply_actions()
    _apply_resources()


def _apply_actions() -> None:
    iam_action = IAM_ACTION.read()

    def with_records(
        service: str,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Any,
    ) -> str | None:
        call = _call(service, method, path, body, query_params)
        if call is not None:
            return action_of(call)
        found: str | None = iam_action(service, method, path, headers, body, query_params)
        return found

    IAM_ACTION.replace(with_records)


def _apply_resources() -> None:
    resource_arn = RESOURCE_ARN.read()

    def with_records(
        service: str,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Any,
        region: str,
        account_id: str,
    ) -> str:
        call = _call(service, method, path, body, query_params)
        if call is not None:
            return next(iter(groups_of(call)), "*")
        arn: str = resource_arn(
            service, method, path, headers, body, query_params, region, account_id
        )
        return arn

    RESOURCE_ARN.replace(with_records)


def _call(
    service: str, method: str, path: str, body: bytes, query: Mapping[str, Any]
) -> Call | None:
    if service != _SERVICE or not is_about_records(path):
        return None
    return call_of(method, path, body, query)
