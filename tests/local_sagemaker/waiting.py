"""An account in which an execution waits for a job, one process of which has left the others."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import boto3

from local.sagemaker.jobs import service as jobs_service
from local.sagemaker.jobs.desk import Ports
from local.sagemaker.service import SageMaker, create
from local.sagemaker.tags import Tags
from tests.local_batch.fakes import REGION, FakeAccount, FakeLogs
from tests.local_batch.served import Server
from tests.local_sagemaker.definitions import ROLE, definition, processing
from tests.local_sagemaker_jobs.fakes import FakeMeter, FakeNetwork, FakeStores

_IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0-cpu-py312"
_WAIT = "setsid sleep 600 & echo waits; sleep 600"


@dataclass(frozen=True)
class Waiting:
    service: SageMaker
    job: str
    """Its name."""
    execution: Callable[[], str]
    """Its status."""


def waiting(folder: Path, server: Server) -> Waiting:
    """Returns when the processes of the job run."""
    account, logs = FakeAccount(folder, endpoint=server.endpoint), FakeLogs()
    stores = FakeStores(folder / "s3")
    ports = Ports(stores=stores, logs=logs, meter=FakeMeter(), network=FakeNetwork())
    tags = Tags()
    jobs = jobs_service.create(account.context, ports=ports, tags=tags)
    service = create(account.context, jobs=jobs)
    server.handler = service
    client = boto3.session.Session().client(
        "sagemaker",
        region_name=REGION,
        endpoint_url=server.endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    step = processing("Wait")
    step["Arguments"]["AppSpecification"] = {
        "ImageUri": _IMAGE,
        "ContainerEntrypoint": ["sh", "-c", _WAIT],
    }
    client.create_pipeline(
        PipelineName="waiting",
        PipelineDefinition=definition(step),
        RoleArn=ROLE,
        ClientRequestToken="a" * 36,
    )
    arn = client.start_pipeline_execution(PipelineName="waiting", ClientRequestToken="b" * 36)[
        "PipelineExecutionArn"
    ]
    while not any(logs.lines.values()):
        time.sleep(0.05)
    [job] = client.list_processing_jobs()["ProcessingJobSummaries"]

    def execution() -> str:
        seen = client.describe_pipeline_execution(PipelineExecutionArn=arn)
        return seen["PipelineExecutionStatus"]

    return Waiting(service, job["ProcessingJobName"], execution)
