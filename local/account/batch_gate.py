"""AWS Batch as a service of the account: what a submission takes beside its definition is asked."""

from collections.abc import Mapping, Sequence

from local.account.hooks import ACCESS_DENIED, ACCESS_KEY_ID, SERVICES, TAGGED
from local.account.permission import refusal
from local.account.requests import body_of
from local.batch.permission import more_of
from local.batch.service import Batch

_SERVICE = "batch"
Answer = tuple[int, dict[str, str], bytes]


def install(jobs: Batch) -> None:
    SERVICES.read()[_SERVICE] = _Gate(jobs)
    TAGGED.read()[_SERVICE] = jobs.tagged


class _Gate:
    def __init__(self, jobs: Batch) -> None:
        self._jobs = jobs

    async def __call__(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, Sequence[str]],
    ) -> Answer:
        caller = ACCESS_KEY_ID.read()(headers, query_params)
        for action, resource in more_of(path, body_of(body)):
            if denied := refusal(caller, action, resource):
                return _denial(action, resource, denied.caller, headers)
        return await self._jobs(method, path, headers, body, query_params)


def _denial(action: str, resource: str, caller: str, headers: Mapping[str, str]) -> Answer:
    message = f"User: {caller} is not authorized to perform: {action} on resource: {resource}"
    answer: Answer = ACCESS_DENIED.read()(
        _SERVICE, action, caller, "", message=message, headers=headers, resource_arn=resource
    )
    return answer
