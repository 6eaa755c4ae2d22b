"""One synthesis of the desk for all of its tests."""

import pytest

from tests.assembly import Template
from tests.constructs_lib.alone import template_of
from tests.constructs_lib.desk.whole import build


@pytest.fixture(scope="session")
def desk() -> Template:
    return template_of(build)
