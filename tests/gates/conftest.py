"""What more than one gate looks at: every environment, synthesised once in the session."""

import pytest

import config
from rules import read_assembly
from rules.catalogue import facts_of_the_catalogue
from rules.template import Assembly as Deployed
from tests.assembly import Assembly
from tests.conftest import Synthesise


@pytest.fixture(scope="session", params=config.names())
def each(synthesise: Synthesise, request: pytest.FixtureRequest) -> Assembly:
    """The environments, one after the other."""
    return synthesise(request.param)


@pytest.fixture(scope="session")
def assemblies(synthesise: Synthesise) -> dict[str, Assembly]:
    """By the name of the environment."""
    return {name: synthesise(name) for name in config.names()}


@pytest.fixture(scope="session")
def everywhere(assemblies: dict[str, Assembly]) -> Deployed:
    """All of them as one, which is how a ledger or a quota of an account sees them."""
    read = [read_assembly(made.folder) for made in assemblies.values()]
    templates = [template for made in read for template in made.templates]
    assets = {key: asset for made in read for key, asset in made.assets.items()}
    return Deployed.of(*templates, facts=facts_of_the_catalogue(), assets=assets)
