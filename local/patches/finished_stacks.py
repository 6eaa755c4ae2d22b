"""The emulator answers before a stack has begun to change; the CDK then looks again in 5 seconds.

Seen: a stack that deploys in 0.1 seconds took 5, so an environment of four stacks took 20 more.
The answer waits for the stacks that change, a little: AWS promises nothing about when it comes.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from local.account.hooks import SERVICES, STACKS

Handler = Callable[..., Awaitable[tuple[int, dict[str, str], bytes]]]
_STARTERS = (b"Action=CreateStack", b"Action=UpdateStack", b"Action=DeleteStack")
_CHANGES = (*_STARTERS, b"Action=ExecuteChangeSet")
_PATIENCE_S = 10
_PAUSE_S = 0.02


def apply() -> None:
    services = SERVICES.read()
    handler: Handler = services["cloudformation"]

    async def finishing(
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, Sequence[str]],
    ) -> tuple[int, dict[str, str], bytes]:
        answer = await handler(method, path, headers, body, query_params)
        if body.startswith(_CHANGES):
            await _until_nothing_changes()
        return answer

    services["cloudformation"] = finishing


async def _until_nothing_changes() -> None:
    """A deletion says that it is one only once its task runs, so the first look comes later."""
    for _ in range(round(_PATIENCE_S / _PAUSE_S)):
        await asyncio.sleep(_PAUSE_S)
        if not any(_is_changing(stack) for stack in list(STACKS.read().values())):
            return


def _is_changing(stack: Mapping[str, str]) -> bool:
    status = stack.get("StackStatus", "")
    return status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS"
