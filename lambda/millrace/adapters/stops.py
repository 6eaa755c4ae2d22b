"""Stops a job: whoever asks twice for it is answered as the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.adapters.refusals import raised
from millrace.domain.acting import Result, done, refused
from millrace.domain.job import Kind, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mypy_boto3_batch import BatchClient
    from mypy_boto3_sagemaker import SageMakerClient

    from millrace.domain.job import JobRecord
    from millrace.domain.orders import Order


class Stops:
    """Clients are asked for when they are needed: few orders are stops."""

    def __init__(
        self, batch: Callable[[], BatchClient], sagemaker: Callable[[], SageMakerClient]
    ) -> None:
        self._batch = batch
        self._sagemaker = sagemaker

    def stop(self, record: JobRecord, order: Order) -> Result:
        if record.state.terminal:
            return done(f"it was {record.state} already")
        try:
            if record.service is Service.BATCH:
                reason = f"millrace: stopped: {order.because}"
                self._batch().terminate_job(jobId=record.job_id, reason=reason)
            elif record.kind in self._of_sagemaker:
                self._of_sagemaker[record.kind](record.name)
            else:
                return refused(f"the desk stops no {record.kind}")
        except (BotoCoreError, ClientError) as error:
            return raised(error, record.service)
        return done("it is told to stop")

    @property
    def _of_sagemaker(self) -> Mapping[Kind, Callable[[str], object]]:
        client = self._sagemaker()
        return {
            Kind.TRAINING: lambda name: client.stop_training_job(TrainingJobName=name),
            Kind.PROCESSING: lambda name: client.stop_processing_job(ProcessingJobName=name),
            Kind.TRANSFORM: lambda name: client.stop_transform_job(TransformJobName=name),
            Kind.TUNING: lambda name: client.stop_hyper_parameter_tuning_job(
                HyperParameterTuningJobName=name
            ),
        }
