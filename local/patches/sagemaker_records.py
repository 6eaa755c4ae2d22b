"""Records of the Feature Store are spoken of by paths, under the name by which SageMaker signs.

Seen: the emulator found no action in such a request, and so let anybody write any record. Comes
after sagemaker_permissions, which reads the group out of a body that these requests have in a path.
"""

from collections.abc import Mapping
from typing import Any

from local.account.asked import Asked, Otherwise, tell_resource
from local.account.hooks import IAM_ACTION
from local.api.message import Call
from local.feature_store.permission import action_of, call_of, groups_of, is_about_records

_SERVICE = "sagemaker"


def apply() -> None:
    _apply_actions()
    tell_resource(_resource)


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
        call = _call(Asked(service, method, path, body, query_params))
        if call is not None:
            return action_of(call)
        found: str | None = iam_action(service, method, path, headers, body, query_params)
        return found

    IAM_ACTION.replace(with_records)


def _resource(asked: Asked, otherwise: Otherwise) -> str:
    call = _call(asked)
    return otherwise() if call is None else next(iter(groups_of(call)), "*")


def _call(asked: Asked) -> Call | None:
    if asked.service != _SERVICE or not is_about_records(asked.path):
        return None
    return call_of(asked.method, asked.path, asked.body, asked.query)
