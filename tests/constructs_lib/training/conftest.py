"""One synthesis for every question to the roles and to the pipeline."""

from pathlib import Path

import pytest

from tests.assembly import Template
from tests.constructs_lib.alone import template_of
from tests.constructs_lib.training.built import build


@pytest.fixture(scope="package")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder: Path = tmp_path_factory.mktemp("code")
    return template_of(lambda stack: build(stack, folder))
