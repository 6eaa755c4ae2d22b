"""One synthesis for the whole session: the templates of dev."""

import json
from pathlib import Path

import pytest

import app
from tests.assembly import Assembly

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def flags() -> dict[str, object]:
    """The feature flags that the CDK command line hands to the app."""
    context: dict[str, object] = json.loads((ROOT / "cdk.json").read_text())["context"]
    return context


@pytest.fixture(scope="session")
def assembly(tmp_path_factory: pytest.TempPathFactory, flags: dict[str, object]) -> Assembly:
    folder = tmp_path_factory.mktemp("dev")
    app.build(context={**flags, "environment": "dev"}, outdir=str(folder)).synth()
    return Assembly(folder)
