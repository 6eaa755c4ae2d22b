"""Which part of AWS carries out which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from millrace.adapters import single_try
from millrace.adapters.by_hand import stop_asked
from millrace.adapters.executions import Executions
from millrace.adapters.notices import SnsNotices
from millrace.adapters.resubmission import Resubmission
from millrace.adapters.stops import Stops
from millrace.domain.acting import done
from millrace.domain.job import Kind, Service
from millrace.domain.orders import Do
from millrace.domain.taxonomy import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mypy_boto3_batch import BatchClient
    from mypy_boto3_sagemaker import SageMakerClient
    from mypy_boto3_sns import SNSClient

    from millrace.acting_settings import ActingSettings
    from millrace.domain.acting import Result
    from millrace.domain.job import JobRecord
    from millrace.domain.orders import Order


class AwsEffects:
    """A client is made when the first order needs it: most deliveries need one."""

    def __init__(
        self,
        to: ActingSettings,
        *,
        batch: Callable[[], BatchClient] = single_try.batch,
        sagemaker: Callable[[], SageMakerClient] = single_try.sagemaker,
        sns: Callable[[], SNSClient] = single_try.sns,
    ) -> None:
        self._to = to
        self._batch = batch
        self._sagemaker = sagemaker
        self._sns = sns

    def perform(self, record: JobRecord, order: Order, *, now: datetime) -> Result:
        if order.do.tells:
            return self._told(record, order, now)
        if order.do is Do.STOP:
            return Stops(self._batch, self._sagemaker).stop(record, order)
        if record.kind is Kind.EXECUTION:
            return Executions(self._sagemaker()).retry(record, order)
        return Resubmission(self._batch(), fleets=self._to.fleets).submit(record, order)

    def _told(self, record: JobRecord, order: Order, now: datetime) -> Result:
        """Words that nobody knows may be those of who stopped it, which is no failure."""
        is_open = order.because == UNKNOWN and record.service is Service.BATCH
        reason = stop_asked(self._batch(), record.job_id) if is_open else None
        if reason is not None:
            return done(f"nobody was told, somebody stopped it: {reason}")
        return self._notices().tell(record, order, now=now)

    def _notices(self) -> SnsNotices:
        return SnsNotices(
            self._sns(),
            environment=self._to.environment,
            tickets=self._to.tickets_topic,
            pages=self._to.pages_topic,
            teams=self._to.team_topics,
        )
