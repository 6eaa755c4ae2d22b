"""Publishes metrics to CloudWatch, as the environment's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from millrace.domain.metrics import MetricsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_cloudwatch.type_defs import MetricDatumTypeDef

    from millrace.domain.metrics import Datum

NAMESPACE = "Millrace/Batch"


class CloudWatchMetrics:
    def __init__(self, client: CloudWatchClient, *, environment: str) -> None:
        self._client = client
        self._environment = environment

    def publish(self, data: Sequence[Datum]) -> None:
        if not data:
            return
        try:
            self._client.put_metric_data(
                Namespace=NAMESPACE, MetricData=[self._datum(datum) for datum in data]
            )
        except (BotoCoreError, ClientError) as error:
            raise MetricsError(f"the metrics could not be published: {error}") from error

    def _datum(self, datum: Datum) -> MetricDatumTypeDef:
        return {
            "MetricName": datum.metric,
            "Dimensions": [
                {"Name": "Environment", "Value": self._environment},
                {"Name": datum.dimension, "Value": datum.of},
            ],
            "Timestamp": datum.at,
            "Value": datum.value,
            "Unit": datum.unit.value,
        }
