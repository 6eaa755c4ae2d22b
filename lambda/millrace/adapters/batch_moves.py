"""Ends a job of AWS Batch where it is, so that it goes on elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.domain.conducting import MoveError

if TYPE_CHECKING:
    from mypy_boto3_batch import BatchClient


class BatchMoves:
    def __init__(self, client: BatchClient) -> None:
        self._client = client

    def end(self, job_id: str, *, reason: str) -> None:
        """A job that waits is cancelled so, one that runs is told to go; one that ended stays."""
        try:
            self._client.terminate_job(jobId=job_id, reason=reason)
        except (BotoCoreError, ClientError) as error:
            raise MoveError(f"job {job_id} could not be ended: {error}") from error
