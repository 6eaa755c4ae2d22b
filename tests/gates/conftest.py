"""One synthesis of all environments, for the gates that look at more than dev."""

import pytest

from rules.template import Assembly
from tests.gates.every_environment import synthesise


@pytest.fixture(scope="session")
def everywhere(tmp_path_factory: pytest.TempPathFactory, flags: dict[str, object]) -> Assembly:
    return synthesise(tmp_path_factory.mktemp("everywhere"), flags)
