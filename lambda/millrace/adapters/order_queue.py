"""Names jobs to those who carry out orders; the orders themselves stand in the ledger."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.domain.orders import OrderQueueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mypy_boto3_sqs import SQSClient

_AT_ONCE = 10


class OrderQueue:
    def __init__(self, client: SQSClient, *, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, job_ids: Iterable[str]) -> None:
        """Raises OrderQueueError if one was not taken; to name a job twice does no harm."""
        for names in _tens(dict.fromkeys(job_ids)):
            self._send(names)

    def _send(self, job_ids: Sequence[str]) -> None:
        entries = [
            {"Id": str(number), "MessageBody": json.dumps({"job_id": job_id})}
            for number, job_id in enumerate(job_ids)
        ]
        try:
            answer = self._client.send_message_batch(QueueUrl=self._url, Entries=entries)  # type: ignore[arg-type]
        except (BotoCoreError, ClientError) as error:
            raise OrderQueueError(f"orders could not be named: {error}") from error
        if failed := answer.get("Failed"):
            why = failed[0].get("Message", failed[0]["Code"])
            raise OrderQueueError(f"{len(failed)} of {len(job_ids)} were not taken: {why}")


def _tens(names: Iterable[str]) -> Iterator[Sequence[str]]:
    rest = iter(names)
    while ten := tuple(islice(rest, _AT_ONCE)):
        yield ten
