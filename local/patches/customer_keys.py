"""The emulator encrypts nothing, so it never asks whether the caller may use the key.

Seen: a job read and wrote an encrypted bucket without any permission on its key; AWS denies that.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from local.account.hooks import ACCESS_DENIED, ACCESS_KEY_ID, SERVICES
from local.account.permission import Refusal, refusal
from local.patches.key_uses import of_bucket, of_queue, of_topic

Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[..., Awaitable[Answer]]
Uses = Callable[[str, str, Mapping[str, str], bytes], Iterable[tuple[str, str]]]


def apply() -> None:
    services = SERVICES.read()
    for service, uses in {"s3": of_bucket, "sqs": of_queue, "sns": of_topic}.items():
        services[service] = _asking(service, services[service], uses)


def _asking(service: str, handler: Handler, uses: Uses) -> Handler:
    async def ask_first(
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, Sequence[str]],
    ) -> Answer:
        caller = ACCESS_KEY_ID.read()(headers, query_params)
        for action, key in uses(method, path, headers, body):
            if denied := refusal(caller, action, key):
                return _denial(service, action, key, denied, headers)
        return await handler(method, path, headers, body, query_params)

    return ask_first


def _denial(
    service: str, action: str, key: str, denied: Refusal, headers: Mapping[str, str]
) -> Answer:
    message = (
        f"User: {denied.caller} is not authorized to perform: {action} on resource: {key}, "
        "which encrypts what was asked for"
    )
    answer: Answer = ACCESS_DENIED.read()(
        service, action, denied.caller, "", message=message, headers=headers, resource_arn=key
    )
    return answer
