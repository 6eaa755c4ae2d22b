"""Reads what EventBridge delivers, each source in its own words, into one kind of event."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from millrace.domain.job import JobEvent
from millrace.fields import NAME, optional_text, text
from millrace.sources import (
    batch,
    cloudwatch,
    clusters,
    ec2,
    eks,
    packages,
    pipelines,
    sagemaker_jobs,
    service_jobs,
    things,
)
from millrace.sources.ignored import Because, Ignored

__all__ = ["READERS", "Because", "Ignored", "read"]

Reader = Callable[[Mapping[str, Any]], JobEvent | Ignored]


def _job(family: sagemaker_jobs.Family) -> Reader:
    return partial(sagemaker_jobs.job, family)


def _thing(family: things.Family) -> Reader:
    return partial(things.thing, family)


_BATCH: dict[str, Reader] = {
    "Batch Job State Change": batch.job,
    batch.BLOCKED: batch.job,
    "Batch Service Job State Change": service_jobs.service_job,
    service_jobs.BLOCKED: service_jobs.service_job,
}
_SAGEMAKER: dict[str, Reader] = {
    "SageMaker Training Job State Change": _job(sagemaker_jobs.TRAINING),
    "SageMaker Processing Job State Change": _job(sagemaker_jobs.PROCESSING),
    "SageMaker Transform Job State Change": _job(sagemaker_jobs.TRANSFORM),
    "SageMaker HyperParameter Tuning Job State Change": _job(sagemaker_jobs.TUNING),
    "SageMaker AutoML Job State Change": _job(sagemaker_jobs.AUTOML),
    "SageMaker Ground Truth Labeling Job State Change": _job(sagemaker_jobs.LABELLING),
    "SageMaker Model Building Pipeline Execution Status Change": pipelines.execution,
    "SageMaker Model Building Pipeline Execution Step Status Change": pipelines.step,
    "SageMaker Endpoint State Change": _thing(things.ENDPOINT),
    "SageMaker Endpoint Deployment State Change": _thing(things.ENDPOINT),
    "SageMaker Endpoint Config State Change": _thing(things.ENDPOINT_CONFIG),
    "SageMaker Model State Change": _thing(things.MODEL),
    "SageMaker Model Package State Change": packages.package,
    "SageMaker Feature Group State Change": _thing(things.FEATURES),
    "SageMaker Image State Change": _thing(things.IMAGE),
    "SageMaker Image Version State Change": _thing(things.IMAGE_VERSION),
    "SageMaker Monitoring Schedule State Change": _thing(things.SCHEDULE),
    "SageMaker HyperPod Cluster State Change": _thing(things.CLUSTER),
    "SageMaker HyperPod Cluster Node Health Event": clusters.node_health,
    "SageMaker HyperPod Cluster Event": clusters.cluster_event,
}
READERS: Mapping[str, Mapping[str, Reader]] = {
    "aws.batch": _BATCH,
    "aws.sagemaker": _SAGEMAKER,
    "aws.ec2": {ec2.INTERRUPTION: ec2.interruption, ec2.REBALANCE: ec2.rebalance},
    "aws.cloudwatch": {"CloudWatch Alarm State Change": cloudwatch.alarm},
    "millrace.eks": {eks.CHANGED: eks.job},
}
"""By source and detail-type."""


def read(event: Mapping[str, Any]) -> JobEvent | Ignored:
    readers = READERS.get(text(event, "source"))
    if readers is None:
        return Ignored(Because.UNKNOWN_SOURCE)
    reader = readers.get(text(event, "detail-type"))
    if reader is None:
        return Ignored(Because.UNKNOWN_TYPE)
    told = reader(event)
    replay = optional_text(event, "replay-name", NAME)
    return replace(told, replay=replay) if replay and isinstance(told, JobEvent) else told
