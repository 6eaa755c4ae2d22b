"""The words of the local account that AWS has no API for."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from local.up.failures import UpError

_PATIENCE_SECONDS = 30
_PAST_EVERY_PROXY = build_opener(ProxyHandler({}))


@dataclass(frozen=True)
class Admin:
    """Asks the account at ``endpoint``."""

    endpoint: str

    def served_types(self) -> list[str]:
        """The CloudFormation resource types that the account can create."""
        return list(self._ask("types"))

    def dropped(self) -> list[dict[str, str]]:
        """Properties that were given and are not kept: stack, logical_id, type, path."""
        return list(self._ask("dropped"))

    def reclaim(self, job_id: str) -> None:
        """Takes the spot instance away from a running job, as EC2 does when it needs it back."""
        self._ask("spot/reclaim", {"jobId": job_id})

    def _ask(self, word: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.endpoint}/_millrace/{word}", data=data)  # noqa: S310 - our own
        try:
            with _PAST_EVERY_PROXY.open(request, timeout=_PATIENCE_SECONDS) as answer:
                return json.loads(answer.read())
        except HTTPError as refused:
            said = refused.read().decode(errors="replace")
            raise UpError(f"the local account refused {word}: {said}") from refused
