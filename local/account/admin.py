"""Admin words of the account itself, beside the AWS API: paths under /_millrace/."""

import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

PREFIX = "/_millrace/"
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]
Answer = tuple[int, dict[str, str], bytes]
Desk = Callable[[str, str, bytes], Answer]
"""Takes method, path and body."""


def with_admin(application: Application, desks: Mapping[str, Desk]) -> Application:
    """`desks` are told apart by the beginning of the path; the first that fits answers."""

    async def routed(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        desk = next((desk for prefix, desk in desks.items() if path.startswith(prefix)), None)
        if scope["type"] == "http" and desk is not None:
            await _reply(send, desk(scope["method"], path, await _body(receive)))
        else:
            await application(scope, receive, send)

    return routed


def reading_desk(words: Mapping[str, Callable[[], Any]]) -> Desk:
    """Answers GET /_millrace/<word> with JSON."""

    def answer(method: str, path: str, _body: bytes) -> Answer:
        word = path.removeprefix(PREFIX)
        if method != "GET" or word not in words:
            known = ", ".join(f"GET {PREFIX}{name}" for name in words)
            return _json(404, {"message": f"no word is {method} {path}; known: {known}"})
        return _json(200, words[word]())

    return answer


def _json(status: int, document: Any) -> Answer:
    return status, {"content-type": "application/json"}, json.dumps(document).encode()


async def _body(receive: Receive) -> bytes:
    body, is_more = b"", True
    while is_more:
        message = await receive()
        body += message.get("body", b"")
        is_more = message.get("more_body", False)
    return body


async def _reply(send: Send, answer: Answer) -> None:
    status, headers, body = answer
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
