"""Finds out when things were used last: by CloudWatch's metrics, by the newest line of a log."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_logs import CloudWatchLogsClient

_HOUR = timedelta(hours=1)
_LOOKED_BACK = timedelta(days=14)
_AT_ONCE = 100
_NOTEBOOKS = "/aws/sagemaker/NotebookInstances"


@dataclass(frozen=True, kw_only=True)
class Meter:
    """A metric whose values above a limit mean that somebody uses the thing."""

    namespace: str
    metric: str
    statistic: str
    above: float
    dimensions: Mapping[str, str]


def last_used(
    client: CloudWatchClient, meters: Sequence[Meter], *, now: datetime
) -> list[datetime | None]:
    """The end of the last hour in which each was used; None if it was not, for two weeks."""
    hours: dict[int, list[datetime]] = defaultdict(list)
    for first in range(0, len(meters), _AT_ONCE):
        some = range(first, min(first + _AT_ONCE, len(meters)))
        pages = client.get_paginator("get_metric_data").paginate(
            MetricDataQueries=[_query(number, meters[number]) for number in some],
            StartTime=now - _LOOKED_BACK,
            EndTime=now,
        )
        for page in pages:
            for result in page["MetricDataResults"]:
                number = int(result["Id"].removeprefix("m"))
                hours[number] += _hours_above(result, meters[number].above)
    return [
        min(max(hours[number]) + _HOUR, now) if hours[number] else None
        for number in range(len(meters))
    ]


def newest_line(client: CloudWatchLogsClient, notebook: str) -> datetime | None:
    """Jupyter writes one whenever a notebook is saved or a kernel is started."""
    try:
        answer = client.describe_log_streams(
            logGroupName=_NOTEBOOKS, logStreamNamePrefix=f"{notebook}/jupyter"
        )
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            return None
        raise
    times = [stream.get("lastEventTimestamp", 0) for stream in answer["logStreams"]]
    return datetime.fromtimestamp(max(times) / 1000, UTC) if any(times) else None


def _query(number: int, meter: Meter) -> Any:
    dimensions = [{"Name": name, "Value": value} for name, value in meter.dimensions.items()]
    metric = {
        "Namespace": meter.namespace,
        "MetricName": meter.metric,
        "Dimensions": dimensions,
    }
    stat = {"Metric": metric, "Period": int(_HOUR.total_seconds()), "Stat": meter.statistic}
    return {"Id": f"m{number}", "MetricStat": stat}


def _hours_above(result: Mapping[str, Any], limit: float) -> list[datetime]:
    pairs = zip(result["Timestamps"], result["Values"], strict=True)
    return [hour for hour, value in pairs if value > limit]
