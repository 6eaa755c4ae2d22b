"""Answers AWS's calls from memory, at the door of the network: the SDK's own work is all there.

Its own time is kept apart, so that what is measured is ours.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from time import process_time
from typing import Any

from botocore.awsrequest import AWSRequest, AWSResponse
from botocore.compat import HTTPHeaders


class _Body:
    """What botocore reads an answer's body from."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, *_: object, **__: object) -> "list[bytes]":
        return [self._content]


class StubAccount:
    def __init__(self) -> None:
        self.items: dict[str, Any] = {}
        self.calls: Counter[str] = Counter()
        self.puts = 0
        self.seconds = 0.0

    def stand_behind(self, client: Any) -> None:
        client.meta.events.register("before-send", self._answer)

    def _answer(self, request: AWSRequest, **_: object) -> AWSResponse:
        began = process_time()
        target = request.headers["X-Amz-Target"]
        name = (target.decode() if isinstance(target, bytes) else target).rsplit(".", 1)[-1]
        self.calls[name] += 1
        asked = json.loads(request.body) if request.body else {}
        content = json.dumps(_ANSWERS[name](self, asked)).encode()
        self.seconds += process_time() - began
        return AWSResponse(request.url or "", 200, HTTPHeaders(), _Body(content))

    def batch_get(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        [(table, wanted)] = asked["RequestItems"].items()
        ids = [key["job_id"]["S"] for key in wanted["Keys"]]
        found = [self.items[job_id] for job_id in ids if job_id in self.items]
        return {"Responses": {table: found}, "UnprocessedKeys": {}}

    def put(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        self.puts += 1
        self.items[asked["Item"]["job_id"]["S"]] = asked["Item"]
        return {}

    def transact(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        for each in asked["TransactItems"]:
            self.put(each["Put"])
        return {}

    def named(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        entries = asked["Entries"]
        return {"Successful": [{"Id": each["Id"], "MessageId": "m"} for each in entries]}

    def counted(self, _asked: Mapping[str, Any]) -> dict[str, Any]:
        return {}


_ANSWERS: Mapping[str, Callable[[StubAccount, Mapping[str, Any]], dict[str, Any]]] = {
    "BatchGetItem": StubAccount.batch_get,
    "PutItem": StubAccount.put,
    "TransactWriteItems": StubAccount.transact,
    "SendMessageBatch": StubAccount.named,
    "PutMetricData": StubAccount.counted,
}
