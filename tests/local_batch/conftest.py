"""One Batch for each test, on an account without an emulator, spoken to by boto3."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from mypy_boto3_batch import BatchClient

from local.batch.pace import Pace
from local.batch.service import Batch, create
from tests.local_batch.desk import Desk, Gate, resources
from tests.local_batch.fakes import INSTANCE_TYPES, REGION, FakeAccount, FakeLogs, FakeSecrets
from tests.local_batch.served import Server, serving

QUICK = Pace(
    tick_s=0.05,
    poll_s=0.02,
    memory_s=0.1,
    flush_s=0.05,
    notice_s=0.1,
    grace_s=0.5,
    second_s=0.01,
)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[BatchClient]:
    client = boto3.session.Session().client(
        "batch",
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
def logs() -> FakeLogs:
    return FakeLogs()


@pytest.fixture
def secrets() -> FakeSecrets:
    return FakeSecrets()


@pytest.fixture
def pace() -> Pace:
    return QUICK


@pytest.fixture
def batch(
    account: FakeAccount, logs: FakeLogs, secrets: FakeSecrets, server: Server, pace: Pace
) -> Iterator[Batch]:
    batch = create(
        account.context,
        instance_facts=INSTANCE_TYPES.get,
        logs=logs,
        secrets=secrets,
        access_points={"fsap-1": "/teams/vision"}.get,
        pace=pace,
    )
    server.handler = batch
    yield batch
    batch.stop()


@pytest.fixture
def desk(client: BatchClient, batch: Batch) -> Desk:
    return Desk(client, batch)


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return Gate(tmp_path / "gate")


@pytest.fixture
def gpu_desk(desk: Desk) -> Desk:
    desk.add_gpu_queue()
    return desk


@pytest.fixture
def node_desk(desk: Desk) -> Desk:
    """Room for two nodes on demand; spot is first in the queue."""
    desk.add_environment("spot", resources("SPOT", max_vcpus=64))
    desk.add_environment("on-demand", resources("EC2", max_vcpus=8))
    desk.add_queue("gpu", "spot", "on-demand")
    return desk
