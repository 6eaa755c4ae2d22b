"""The command, as a person calls it in a known environment."""

from collections.abc import Iterator

import pytest

from tests.ops.jobs.world import World


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.aws.close()
