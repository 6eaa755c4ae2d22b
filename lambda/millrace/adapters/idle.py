"""Endpoints, notebook instances and instances of Batch fleets that are the environment's."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from millrace.adapters.asking import entries
from millrace.adapters.last_use import Meter, last_used, newest_line
from millrace.domain.reaping import Found, Kind, ReapingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_ec2 import EC2Client
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_sagemaker import SageMakerClient

ENVIRONMENT = "millrace:environment"
_WORKING_PERCENT = 5
"""Of its CPUs: the agents of an instance without a job stay below it."""


class IdleThings:
    def __init__(
        self,
        sagemaker: SageMakerClient,
        cloudwatch: CloudWatchClient,
        logs: CloudWatchLogsClient,
        ec2: EC2Client,
        *,
        environment: str,
    ) -> None:
        self._sagemaker = sagemaker
        self._cloudwatch = cloudwatch
        self._logs = logs
        self._ec2 = ec2
        self._environment = environment

    def found(self, now: datetime) -> Iterator[Found]:
        with _named("looked at"):
            yield from self._endpoints(now)
            yield from self._notebooks()
            yield from self._instances(now)

    def tag(self, thing: Found, tags: Mapping[str, str]) -> None:
        with _named(f"tagged: {thing.arn}"):
            self._sagemaker.add_tags(
                ResourceArn=thing.arn,
                Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
            )

    def untag(self, thing: Found, names: Iterable[str]) -> None:
        with _named(f"untagged: {thing.arn}"):
            self._sagemaker.delete_tags(ResourceArn=thing.arn, TagKeys=[*names])

    def end(self, thing: Found) -> None:
        with _named(f"ended: {thing.arn}"):
            if thing.kind is Kind.ENDPOINT:
                self._sagemaker.delete_endpoint(EndpointName=thing.name)
            else:
                self._sagemaker.stop_notebook_instance(NotebookInstanceName=thing.name)

    def _endpoints(self, now: datetime) -> Iterator[Found]:
        for one in entries(
            self._sagemaker.list_endpoints, "Endpoints", {"StatusEquals": "InService"}
        ):
            tags = self._tags(one["EndpointArn"])
            if tags.get(ENVIRONMENT) == self._environment:
                name = one["EndpointName"]
                used = [*self._invoked(name, now), one["LastModifiedTime"]]
                yield _found(Kind.ENDPOINT, name, one["EndpointArn"], max(used), tags)

    def _invoked(self, endpoint: str, now: datetime) -> Iterator[datetime]:
        described = self._sagemaker.describe_endpoint(EndpointName=endpoint)
        variants = [one["VariantName"] for one in described.get("ProductionVariants", [])]
        meters = [
            Meter(
                namespace="AWS/SageMaker",
                metric="Invocations",
                statistic="Sum",
                above=0,
                dimensions={"EndpointName": endpoint, "VariantName": variant},
            )
            for variant in variants
        ]
        return (used for used in last_used(self._cloudwatch, meters, now=now) if used)

    def _notebooks(self) -> Iterator[Found]:
        for one in entries(
            self._sagemaker.list_notebook_instances,
            "NotebookInstances",
            {"StatusEquals": "InService"},
        ):
            name, arn = one["NotebookInstanceName"], one["NotebookInstanceArn"]
            tags = self._tags(arn)
            if tags.get(ENVIRONMENT) == self._environment:
                line = newest_line(self._logs, name)
                used = max(at for at in (line, one["LastModifiedTime"]) if at)
                yield _found(Kind.NOTEBOOK, name, arn, used, tags)

    def _instances(self, now: datetime) -> Iterator[Found]:
        wanted = {
            f"tag:{ENVIRONMENT}": self._environment,
            "tag:AWSBatchServiceTag": "batch",
            "instance-state-name": "running",
        }
        filters: Any = [{"Name": name, "Values": [value]} for name, value in wanted.items()]
        pages = self._ec2.get_paginator("describe_instances").paginate(Filters=filters)
        found = [
            one for page in pages for group in page["Reservations"] for one in group["Instances"]
        ]
        meters = [_busy(one["InstanceId"]) for one in found]
        used = last_used(self._cloudwatch, meters, now=now)
        for one, at in zip(found, used, strict=True):
            tags = {tag["Key"]: tag["Value"] for tag in one.get("Tags", [])}
            name = one["InstanceId"]
            launched = one["LaunchTime"]
            yield _found(Kind.INSTANCE, name, name, max(at or launched, launched), tags)

    def _tags(self, arn: str) -> Mapping[str, str]:
        tags = entries(self._sagemaker.list_tags, "Tags", {"ResourceArn": arn})
        return {tag["Key"]: tag["Value"] for tag in tags}


def _found(kind: Kind, name: str, arn: str, used_at: datetime, tags: Mapping[str, str]) -> Found:
    return Found(kind=kind, name=name, arn=arn, used_at=used_at, tags=tags)


def _busy(instance: str) -> Meter:
    return Meter(
        namespace="AWS/EC2",
        metric="CPUUtilization",
        statistic="Maximum",
        above=_WORKING_PERCENT,
        dimensions={"InstanceId": instance},
    )


@contextmanager
def _named(what: str) -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise ReapingError(f"could not be {what}: {error}") from error
