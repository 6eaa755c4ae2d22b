"""The jobs of SageMaker for each test, on an account without an emulator, spoken to by boto3."""

import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from mypy_boto3_sagemaker import SageMakerClient

from local.api.aws_json import AwsJson
from local.api.kernel import Kernel
from local.api.model import service_model
from local.batch.launching import Launcher
from local.sagemaker.jobs.desk import Ports
from local.sagemaker.jobs.pace import JobPace
from local.sagemaker.jobs.service import Jobs, create
from tests.local_batch.fakes import REGION, FakeAccount, FakeLogs
from tests.local_batch.served import Server, serving
from tests.local_sagemaker_jobs.bench import Bench
from tests.local_sagemaker_jobs.fakes import FakeMeter, FakeNetwork, FakeStores

QUICK = JobPace(poll_s=0.02, flush_s=0.05, grace_s=1.0, second_s=0.1, image_s=0.0, sync_s=0.05)


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
def account(tmp_path: Path) -> FakeAccount:
    return FakeAccount(tmp_path)


@pytest.fixture
def stores(tmp_path: Path) -> FakeStores:
    return FakeStores(tmp_path / "s3")


@pytest.fixture
def ports(stores: FakeStores) -> Ports:
    return Ports(stores=stores, logs=FakeLogs(), meter=FakeMeter(), network=FakeNetwork())


@pytest.fixture(scope="session")
def launcher() -> Launcher:
    """One, which finds out only once what this machine allows."""
    return Launcher(Path(sys.executable))


@pytest.fixture
def jobs(account: FakeAccount, ports: Ports, server: Server, launcher: Launcher) -> Iterator[Jobs]:
    jobs = create(account.context, ports=ports, pace=QUICK, launcher=launcher)
    model = service_model("sagemaker")
    server.handler = Kernel(model, AwsJson(model), jobs.operations)
    yield jobs
    jobs.stop()


@pytest.fixture
def bench(client: SageMakerClient, jobs: Jobs, stores: FakeStores, ports: Ports) -> Bench:
    return Bench(client, jobs, stores, ports)
