"""What IAM is asked about a request: ours say what the emulator does not know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local.account.hooks import RESOURCE_ARN


@dataclass(frozen=True)
class Asked:
    """A request, as far as its resource depends on it."""

    service: str
    method: str
    path: str
    body: bytes
    query: Mapping[str, Any]


Otherwise = Callable[[], str]
"""What would be answered without us."""


def tell_resource(told: Callable[[Asked, Otherwise], str]) -> None:
    """From now on ``told`` says which resource a request is about."""
    before = RESOURCE_ARN.read()

    def resource_arn(
        service: str,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Any,
        region: str,
        account_id: str,
    ) -> str:
        def otherwise() -> str:
            arn: str = before(
                service, method, path, headers, body, query_params, region, account_id
            )
            return arn

        return told(Asked(service, method, path, body, query_params), otherwise)

    RESOURCE_ARN.replace(resource_arn)
