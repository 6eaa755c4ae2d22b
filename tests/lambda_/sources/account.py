"""DynamoDB, SQS and CloudWatch in memory, behind the real clients and as strict as the real ones.

What they refuse here AWS refuses too: the desk may bring nothing to them that they refuse.
"""

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders

ITEM_BYTES, MESSAGE_BYTES = 400 * 1024, 1024 * 1024
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIGITS = 38

Answer = tuple[int, Mapping[str, Any]]


class Account:
    def __init__(self) -> None:
        self.items: dict[str, Mapping[str, Any]] = {}
        self.known: set[str] = set()
        """Ids of all events that are in the ledger."""
        self.letters: list[str] = []
        self.orders: list[str] = []
        self.metrics: Counter[tuple[str, str]] = Counter()
        self.refusals: Counter[str] = Counter()
        self._does: Mapping[str, Callable[[Any], Answer]] = {
            "GetItem": self._get,
            "BatchGetItem": self._get_many,
            "PutItem": self._put,
            "TransactWriteItems": self._transact,
            "SendMessage": self._send,
            "SendMessageBatch": self._send_many,
            "PutMetricData": self._measure,
        }

    def answer(self, request: AWSPreparedRequest, **_: object) -> Any:
        """In place of the network."""
        target = request.headers["X-Amz-Target"]
        body: Any = request.body
        asked = json.loads(body or "{}")
        status, told = self._does[str(_text(target)).rsplit(".", 1)[-1]](asked)
        if status != 200:
            self.refusals[f"{told['__type']}: {told['message']}"] += 1
        raw: Any = io.BytesIO(json.dumps(told).encode())
        raw.stream = lambda: iter([raw.read()])
        return AWSResponse(request.url, status, HTTPHeaders(), raw)

    def _get(self, asked: Any) -> Answer:
        item = self.items.get(asked["Key"]["job_id"]["S"])
        return 200, {} if item is None else {"Item": item}

    def _get_many(self, asked: Any) -> Answer:
        [(table, keys)] = asked["RequestItems"].items()
        wanted = [key["job_id"]["S"] for key in keys["Keys"]]
        if len(set(wanted)) < len(wanted) or len(wanted) > 100:
            return _refusal("ValidationException", "at most 100 keys, none of them twice")
        found = [self.items[job_id] for job_id in wanted if job_id in self.items]
        return 200, {"Responses": {table: found}, "UnprocessedKeys": {}}

    def _put(self, asked: Any) -> Answer:
        if mistake := _mistake(asked["Item"]):
            return _refusal("ValidationException", mistake)
        if not self._holds(asked):
            return _refusal("ConditionalCheckFailedException", "the condition failed")
        self._keep(asked["Item"])
        return 200, {}

    def _transact(self, asked: Any) -> Answer:
        puts = [one["Put"] for one in asked["TransactItems"]]
        for put in puts:
            if mistake := _mistake(put["Item"]):
                return _refusal("ValidationException", mistake)
        if not all(map(self._holds, puts)):
            return _refusal("TransactionCanceledException", "a condition failed")
        for put in puts:
            self._keep(put["Item"])
        return 200, {}

    def _holds(self, put: Any) -> bool:
        """``attribute_not_exists(job_id) OR version = :read``"""
        held = self.items.get(put["Item"]["job_id"]["S"])
        return held is None or held["version"] == put["ExpressionAttributeValues"][":read"]

    def _keep(self, item: Mapping[str, Any]) -> None:
        self.items[item["job_id"]["S"]] = item
        self.known |= item["timeline"]["M"].keys()

    def _send(self, asked: Any) -> Answer:
        texts = [asked["MessageBody"]]
        for name, value in asked.get("MessageAttributes", {}).items():
            texts += [name, value["StringValue"]]
        if not all(texts) or any(map(_FORBIDDEN.search, texts)):
            return _refusal("InvalidMessageContents", "a text is empty or has what XML has not")
        if sum(len(one.encode()) for one in texts) > MESSAGE_BYTES:
            return _refusal("InvalidParameterValue", "the message is too large")
        kept = self.orders if "orders" in asked["QueueUrl"] else self.letters
        kept.append(asked["MessageBody"])
        return 200, {"MessageId": str(len(kept))}

    def _send_many(self, asked: Any) -> Answer:
        for entry in asked["Entries"]:
            status, told = self._send({**entry, "QueueUrl": asked["QueueUrl"]})
            if status != 200:
                return status, told
        sent = [{"Id": entry["Id"], "MessageId": entry["Id"]} for entry in asked["Entries"]]
        return 200, {"Successful": sent, "Failed": []}

    def _measure(self, asked: Any) -> Answer:
        for datum in asked["MetricData"]:
            of = datum["Dimensions"][-1]["Value"] if datum.get("Dimensions") else ""
            self.metrics[datum["MetricName"], of] += datum["Value"]
        return 200, {}


def _refusal(kind: str, message: str) -> Answer:
    return 400, {"__type": kind, "message": message}


def _mistake(item: Mapping[str, Any]) -> str | None:
    if not 0 < len(item["job_id"]["S"].encode()) <= 2048:
        return "a key of 1 to 2,048 bytes is needed"
    try:
        size = len(json.dumps(item, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return "a text is no UTF-8"
    if size > ITEM_BYTES:
        return "the item is larger than 400 KB"
    numbers = re.findall(r'"N": "([^"]*)"', json.dumps(item))
    return "a number has too many digits" if any(len(n) > _DIGITS for n in numbers) else None


def _text(value: object) -> object:
    return value.decode() if isinstance(value, bytes) else value
