"""Tells teams and who is on call about a job, through SNS, which keeps no account of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.adapters.refusals import raised
from millrace.domain.acting import Result, done
from millrace.domain.explaining import notice
from millrace.domain.orders import Do

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sns.type_defs import MessageAttributeValueTypeDef

    from millrace.domain.job import JobRecord
    from millrace.domain.orders import Order

_LONGEST_SUBJECT = 100
_AGAIN = " (again)"


class SnsNotices:
    def __init__(
        self,
        client: SNSClient,
        *,
        environment: str,
        tickets: str,
        pages: str,
        teams: Mapping[str, str],
    ) -> None:
        self._client = client
        self._environment = environment
        self._tickets = tickets
        self._pages = pages
        self._teams = teams

    def tell(self, record: JobRecord, order: Order, *, now: datetime) -> Result:
        """A second try says so: the first may have been heard."""
        try:
            self._client.publish(
                TopicArn=self._topic(record, order),
                Subject=self._subject(record, order),
                Message=notice(record, now=now, environment=self._environment),
                MessageAttributes={
                    "token": _text(order.token),
                    "job_id": _text(record.job_id),
                    "class": _text(order.because),
                },
            )
        except (BotoCoreError, ClientError) as error:
            return raised(error, "SNS")
        return done(f"through {self._topic(record, order).rpartition(':')[2]}")

    def _topic(self, record: JobRecord, order: Order) -> str:
        if order.do is Do.PAGE:
            return self._pages
        return self._teams.get(record.facts.team or "", self._tickets)

    def _subject(self, record: JobRecord, order: Order) -> str:
        """SNS takes printable ASCII alone."""
        whole = f"{self._environment}: {record.name}: {order.because}"
        plain = "".join(
            letter if letter.isascii() and letter.isprintable() else "?" for letter in whole
        )
        again = _AGAIN if order.tries > 1 else ""
        return f"{plain[: _LONGEST_SUBJECT - len(again)]}{again}"


def _text(value: str) -> MessageAttributeValueTypeDef:
    return {"DataType": "String", "StringValue": value}
