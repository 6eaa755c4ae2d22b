"""One SageMaker for each test, on an account without an emulator, spoken to by boto3."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from mypy_boto3_sagemaker import SageMakerClient

from local.sagemaker.pace import Pace
from local.sagemaker.service import create
from tests.local_batch.fakes import REGION, FakeAccount
from tests.local_batch.served import Server, serving
from tests.local_sagemaker.bench import Bench, everything
from tests.local_sagemaker.fakes import FakeJobs, FakeNeighbours

QUICK = Pace(poll_s=0.02, second_s=0.001)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[SageMakerClient]:
    client = boto3.session.Session().client(
        "sagemaker",
        region_name=REGION,
        endpoint_url=server.endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )
    yield client
    client.close()


@pytest.fixture
def bench(client: SageMakerClient, server: Server, tmp_path: Path) -> Iterator[Bench]:
    account = FakeAccount(tmp_path, endpoint=server.endpoint)
    jobs, neighbours = FakeJobs(), FakeNeighbours()
    service = create(account.context, jobs=jobs, pace=QUICK)
    server.handler = everything(service, neighbours)
    yield Bench(client, account, jobs, neighbours, service)
    service.stop()
