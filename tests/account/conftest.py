"""One local account for the session: the environment deployed into it, the main job run in it."""

import io
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from rich.console import Console

from local import process
from local.up.first_job import FirstJob
from local.up.go_up import Up
from local.up.places import Places
from local.verify import Verification
from millrace.domain.job import JobRecord
from ops.ledger import JobLedger
from ops.stack_outputs import stack_output
from tests.account.desk import Desk


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Nothing can be asked of the environment once it is destroyed."""
    items.sort(key=lambda item: item.path.name == "test_way_down.py")


@dataclass(frozen=True)
class Deployed:
    """The environment, and what going up with it gave."""

    up: Up
    verification: Verification
    screen: Console
    file: io.StringIO

    def printed(self) -> str:
        return self.file.getvalue()

    def output(self, part: str, key: str) -> str:
        return stack_output(self.up.session, self.up.environment, part, key)

    def recorded(self, job_id: str) -> JobRecord:
        table = self.output("Events", "LedgerTable")
        return JobLedger(self.up.session.client("dynamodb"), table=table).job(job_id)


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    places = Places(tmp_path_factory.mktemp("millrace") / "places")
    file = io.StringIO()
    screen = Console(file=file, width=110)
    try:
        up = Up.begin(screen, places, port=free_port())
        yield Deployed(up, up.deploy(), screen, file)
    finally:
        process.stop(places.state)


@pytest.fixture(scope="session")
def first_job(deployed: Deployed) -> FirstJob:
    return deployed.up.run_first_job()


@pytest.fixture(scope="session")
def desk(deployed: Deployed) -> Desk:
    return Desk(deployed)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
