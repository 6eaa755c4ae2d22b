"""One Feature Store for each test, on an account without an emulator, spoken to by boto3."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from local.feature_store import service as feature_store
from local.feature_store.offline import Pace
from local.sagemaker import service as sagemaker
from tests.local_batch.fakes import REGION, FakeAccount
from tests.local_batch.served import Server, serving
from tests.local_feature_store.bench import Bench, FakeBuckets
from tests.local_sagemaker.fakes import FakeJobs

QUICK = Pace(flush_s=0.02, blocked_s=0.02)


@dataclass(frozen=True)
class Clients:
    sagemaker: Any
    runtime: Any


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def clients(server: Server) -> Iterator[Clients]:
    session: Any = boto3.session.Session("test", "test", region_name=REGION)
    config = Config(retries={"total_max_attempts": 1})
    made = Clients(
        *(
            session.client(service, endpoint_url=server.endpoint, config=config)
            for service in ("sagemaker", "sagemaker-featurestore-runtime")
        )
    )
    yield made
    made.sagemaker.close()
    made.runtime.close()


@pytest.fixture
def bench(clients: Clients, server: Server, tmp_path: Path) -> Iterator[Bench]:
    account, buckets = FakeAccount(tmp_path), FakeBuckets()
    behind = sagemaker.create(account.context, jobs=FakeJobs())
    service = feature_store.create(account.context, behind, buckets=buckets, pace=QUICK)
    server.handler = lower_case(service)
    yield Bench(clients.sagemaker, clients.runtime, account, buckets)
    service.stop()
    behind.stop()


def lower_case(handler: Any) -> Any:
    """The emulator gives the names of headers in lower case."""

    async def answer(method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
        lower = {name.lower(): text for name, text in headers.items()}
        return await handler(method, path, lower, body, query)

    return answer
