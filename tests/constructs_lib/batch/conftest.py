"""Made once, for every file that asks about it."""

import pytest

from tests.assembly import Template
from tests.constructs_lib.alone import template_of
from tests.constructs_lib.batch.jobs import build


@pytest.fixture(scope="package")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("code")
    return template_of(lambda stack: build(stack, folder))
