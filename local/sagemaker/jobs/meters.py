"""Where the metrics of a training job go: CloudWatch, as its role."""

import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_cloudwatch import CloudWatchClient
from mypy_boto3_cloudwatch.type_defs import MetricDatumTypeDef

from local.batch.clients import Clients

_LOG = logging.getLogger(__name__)
_NAMESPACE = "/aws/sagemaker/TrainingJobs"
_MOST = 1_000
Found = Sequence[tuple[str, float]]


class Meter(Protocol):
    def put(self, job_name: str, found: Found, credentials: Mapping[str, str]) -> None: ...


class CloudWatchMeter:
    def __init__(self, clients: Clients, region: str) -> None:
        self._clients = clients
        self._region = region

    def put(self, job_name: str, found: Found, credentials: Mapping[str, str]) -> None:
        """A job does not fail for its metrics, as it does not for its logs."""
        client: CloudWatchClient = self._clients.make("cloudwatch", credentials, self._region)
        data: list[MetricDatumTypeDef] = [
            {
                "MetricName": name,
                "Value": value,
                "Dimensions": [{"Name": "TrainingJobName", "Value": job_name}],
            }
            for name, value in found
        ]
        try:
            for first in range(0, len(data), _MOST):
                client.put_metric_data(Namespace=_NAMESPACE, MetricData=data[first : first + _MOST])
        except (ClientError, BotoCoreError) as error:
            _LOG.warning("%d values of %s are lost: %s", len(data), job_name, error)
