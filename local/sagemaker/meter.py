"""Counts executions and steps in CloudWatch, as SageMaker does for every pipeline."""

import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from local.batch.publisher import Event
from local.sagemaker.engine.clients import AccountClients

_LOG = logging.getLogger(__name__)
_NAMESPACE = "AWS/Sagemaker/ModelBuildingPipeline"
_ENDS = ("Succeeded", "Failed", "Stopped")


class Meter:
    """Hears the events, and puts what they mean from a thread of its own."""

    def __init__(self, account: AccountClients) -> None:
        self._account = account
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pipeline-metrics")

    def hear(self, event: Event) -> None:
        data = list(points_of(event.detail))
        if data:
            self._thread.submit(self._put, data)

    def stop(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _put(self, data: list[dict[str, Any]]) -> None:
        try:
            self._account.own("cloudwatch").put_metric_data(Namespace=_NAMESPACE, MetricData=data)
        except (ClientError, BotoCoreError) as error:
            _LOG.warning("%d metrics of a pipeline are lost: %s", len(data), error)


def points_of(detail: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Nothing for an event of something else than an execution or a step."""
    if "currentPipelineExecutionStatus" in detail:
        status, before = _change(detail, "PipelineExecutionStatus")
        yield from _points("Execution", status, before, detail, "execution")
    elif "currentStepStatus" in detail:
        status, before = _change(detail, "StepStatus")
        yield from _points("Step", status, before, detail, "step")


def _change(detail: Mapping[str, Any], what: str) -> tuple[str, str | None]:
    return detail[f"current{what}"], detail.get(f"previous{what}")


def _points(
    noun: str, status: str, before: str | None, detail: Mapping[str, Any], prefix: str
) -> Iterator[dict[str, Any]]:
    pipeline = detail["pipelineArn"].rpartition("/")[2]
    dimensions = [{"Name": "PipelineName", "Value": pipeline}]
    if "stepName" in detail:
        dimensions.append({"Name": "StepName", "Value": detail["stepName"]})
    if before is None:
        yield {"MetricName": f"{noun}Started", "Value": 1, "Dimensions": dimensions}
    if status in _ENDS:
        yield {"MetricName": f"{noun}{status}", "Value": 1, "Dimensions": dimensions}
        begun, ended = (_time(detail[f"{prefix}{end}Time"]) for end in ("Start", "End"))
        took_ms = (ended - begun).total_seconds() * 1000
        yield {"MetricName": f"{noun}Duration", "Value": took_ms, "Dimensions": dimensions}


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
