"""An account of its own for the storm, and the seed, which every run prints."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from local import process
from tests.chaos.platform import CODE_KEY, code, resources
from tests.local_account.deployment import Deployed, Stacks
from tests.local_account.ports import free_port
from tests.told import TOLD

_VARIABLE = "MILLRACE_CHAOS_SEED"
STORY = pytest.StashKey[str]()
"""What the storm did."""


@pytest.fixture(scope="session")
def seed(pytestconfig: pytest.Config) -> Iterator[int]:
    number = int(os.environ.get(_VARIABLE) or time.time_ns() % 10**6)
    yield number
    story = pytestconfig.stash.get(STORY, "the jobs did not end")
    pytestconfig.stash[TOLD].append(f"chaos: {story}; {_VARIABLE}={number} takes that seed again")


@dataclass(frozen=True)
class Platform:
    endpoint: str
    session: boto3.Session
    deployed: Deployed

    def client(self, service: str) -> Any:
        make: Any = self.session.client
        return make(service, endpoint_url=self.endpoint)


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    state = tmp_path_factory.mktemp("chaos") / "account"
    try:
        account = process.start(free_port(), state)
        session = boto3.Session("test", "test", region_name=account.region)
        platform = Platform(account.endpoint, session, Deployed("", {}, {}))
        s3 = platform.client("s3")
        s3.create_bucket(Bucket="chaos-code")
        s3.put_object(Bucket="chaos-code", Key=CODE_KEY, Body=code())
        deployed = Stacks(platform.client).deploy(resources("chaos-code"))
        assert deployed.status == "CREATE_COMPLETE", deployed.reasons
        yield Platform(account.endpoint, session, deployed)
    finally:
        process.stop(state)
