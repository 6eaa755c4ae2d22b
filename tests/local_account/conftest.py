"""One local account for the whole session, and stacks that are gone after each test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from local import process
from local.record import Account
from tests.local_account.deployment import Clients, Stacks
from tests.local_account.ports import free_port


@pytest.fixture(scope="session")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    state = tmp_path_factory.mktemp("local") / "account"
    try:
        yield process.start(free_port(), state)
    finally:
        process.stop(state)


@pytest.fixture(scope="session")
def session(account: Account) -> boto3.Session:
    return boto3.Session("test", "test", region_name=account.region)


@pytest.fixture(scope="session")
def aws(account: Account, session: boto3.Session) -> Iterator[Clients]:
    made: dict[str, Any] = {}
    make: Any = session.client

    def client(service: str) -> Any:
        if service not in made:
            made[service] = make(service, endpoint_url=account.endpoint)
        return made[service]

    yield client
    for one in made.values():
        one.close()


@pytest.fixture
def stacks(aws: Clients) -> Iterator[Stacks]:
    stacks = Stacks(aws)
    yield stacks
    stacks.delete_all()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    """For an account of a test's own."""
    folder = tmp_path / "account"
    yield folder
    process.stop(folder)
