"""Both pipelines run at once; what comes after an approval, and every bad input, does as well."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from ops.pipeline.logs import every_line
from tests.account.conftest import Deployed
from tests.account.eventually import eventually
from tests.account.pipelines import spoiled
from tests.account.pipelines.deployed_definition import Copies, copying
from tests.account.pipelines.jobs import package_of, registered, training_of
from tests.account.pipelines.listening import Ear, hearing_pipelines, hearing_tickets
from tests.account.pipelines.person import Person, Run

_GRACE_SECONDS = 10


def _settings(**given: float) -> list[str]:
    return [word for name, value in given.items() for word in ("--set", f"{name}={value}")]


@pytest.fixture(scope="package")
def person(deployed: Deployed, tmp_path_factory: pytest.TempPathFactory) -> Person:
    return Person(deployed, tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="package")
def bus(deployed: Deployed) -> Iterator[Ear]:
    with hearing_pipelines(deployed) as ear:
        yield ear


@pytest.fixture(scope="package")
def tickets(deployed: Deployed) -> Iterator[Ear]:
    with hearing_tickets(deployed) as ear:
        yield ear


@pytest.fixture(scope="package")
def copies(deployed: Deployed) -> Iterator[Copies]:
    with copying(deployed) as made:
        yield made


@dataclass(frozen=True)
class Begun:
    digits: str
    tabular: str


@pytest.fixture(scope="package")
def begun(person: Person, bus: Ear, tickets: Ear) -> Begun:
    """Digits' spot machine is taken away once it has begun to learn."""
    del bus, tickets  # they have to listen before anything happens
    for name in ("digits", "tabular"):
        assert person.says("data", name).code == 0
    digits = person.starts("digits", *_settings(epochs=2, width=8))
    tabular = person.starts("tabular")
    reclaim(person.deployed, digits)
    return Begun(digits, tabular)


def reclaim(deployed: Deployed, execution: str) -> None:
    logs = deployed.up.session.client("logs")

    def learning() -> str | None:
        job = training_of(deployed, execution)
        return job if job and "starting from zero" in every_line(logs, job) else None

    job = eventually(learning, within_seconds=120)
    word = {"trainingJob": job, "graceSeconds": _GRACE_SECONDS}
    request = Request(  # noqa: S310 - our own
        f"{deployed.up.account.endpoint}/_millrace/spot/reclaim", data=json.dumps(word).encode()
    )
    with build_opener(ProxyHandler({})).open(request, timeout=30) as answer:
        assert json.loads(answer.read()) == word


@pytest.fixture(scope="package")
def first(person: Person, begun: Begun) -> Run:
    return person.watches(begun.digits)


@pytest.fixture(scope="package")
def tuned(person: Person, begun: Begun) -> Run:
    return person.watches(begun.tabular)


@pytest.fixture(scope="package")
def first_package(person: Person, first: Run) -> Any:
    """As it was before anybody decided on it."""
    return package_of(person, first)


@dataclass(frozen=True)
class Spoiled:
    """What registers nothing, all at once; and what was registered before any of it."""

    executions: dict[str, str]
    before: dict[str, list[str]]


@pytest.fixture(scope="package")
def spoiled_runs(
    person: Person, copies: Copies, first_package: Any, first: Run, tuned: Run
) -> Spoiled:
    """After version 1 was approved: what is no better than that is refused."""
    sagemaker = person.place.sagemaker
    sagemaker.update_model_package(
        ModelPackageArn=first_package["ModelPackageArn"], ModelApprovalStatus="Approved"
    )
    before = {name: registered(person.deployed, name) for name in ("digits", "tabular")}
    executions = {
        "refused": person.starts("digits", *_settings(epochs=1, width=1, learning_rate=1e-6)),
        "diverged": person.starts("digits", *_settings(epochs=1, learning_rate=1e30)),
        **spoiled.copies_of_one_step(person, copies, first, tuned),
        "mislabelled": spoiled.mislabelled(person),
        "selected": person.starts("digits", "--only", "Evaluate", "--from", first.id),
    }
    return Spoiled(executions, before)


@pytest.fixture(scope="package")
def refused(person: Person, spoiled_runs: Spoiled) -> Run:
    return person.watches(spoiled_runs.executions["refused"])


@pytest.fixture(scope="package")
def selected(person: Person, spoiled_runs: Spoiled) -> Run:
    return person.watches(spoiled_runs.executions["selected"])
