"""Facts of the sample executions, gathered once: a page is a function of them."""

from collections.abc import Callable

import pytest

from config import Environment
from ops.pipeline.place import Place
from ops.pipeline.report.facts import Facts, gathered
from ops.pipeline.report.page import page
from ops.pipeline.snapshot import snapshot
from tests.ops.pipeline.report.reading import Page
from tests.ops.pipeline.sample import failed, full
from tests.ops.pipeline.world import EXECUTION, World, at


def facts_of(world: World, environment: Environment) -> Facts:
    place = Place(environment, world.connect(environment))
    plan = place.definition_of(EXECUTION)
    return gathered(place, plan, snapshot(place.sagemaker, EXECUTION, plan), at(100))


@pytest.fixture(scope="session")
def success(local: Environment) -> Facts:
    return _of(full, local)


@pytest.fixture(scope="session")
def failure(local: Environment) -> Facts:
    return _of(failed, local)


@pytest.fixture(scope="session", params=["success", "failure"])
def read(request: pytest.FixtureRequest) -> Page:
    """The page of either."""
    return Page(page(request.getfixturevalue(request.param)))


@pytest.fixture(scope="session")
def text(success: Facts) -> str:
    return Page(page(success)).text


def _of(went: Callable[[World], World], environment: Environment) -> Facts:
    """The world listens until it is closed, and two would answer each other's questions."""
    world = World()
    facts = facts_of(went(world), environment)
    world.close()
    return facts
