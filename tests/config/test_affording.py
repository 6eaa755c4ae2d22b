"""One execution of a pipeline may cost what the environment file accepts, and wait as long."""

from pathlib import Path

import pytest

from config import ConfigError, Environment, Priced, admit, afford
from config.closed_services import ClosedService
from tests.config.files import FULL, but, load

TUNE = Priced(60, "ml.g4dn.xlarge", how_many=20, step="Tune", spot=True)
INGEST = Priced(10, "ml.m5.large", step="Ingest")
WORST = 20 * 0.7364 + 0.115 / 6


@pytest.fixture(name="environment")
def _environment(tmp_path: Path) -> Environment:
    return load(FULL, tmp_path)


def refused(environment: Environment, *steps: Priced) -> list[str]:
    with pytest.raises(ConfigError) as error:
        afford(environment, "digits", steps=steps)
    return list(error.value.problems)


def test_it_is_each_jobs_minutes_at_the_price_of_its_instance(environment: Environment) -> None:
    assert afford(environment, "digits", steps=[INGEST, TUNE]) == pytest.approx(WORST)


def test_a_run_that_may_cost_more_is_refused_with_its_dearest_steps_first(
    environment: Environment,
) -> None:
    more = Priced(120, "ml.g4dn.xlarge", how_many=20, step="Tune", spot=True)

    [line] = refused(environment, INGEST, more)

    assert line == (
        "environments/dev.yaml: pipelines.digits.max_usd: is less than what one execution may "
        "cost: 29.48 USD, by the prices of us-east-1 (Tune 20 x 120 min of ml.g4dn.xlarge 29.46, "
        "Ingest 10 min of ml.m5.large 0.02), given 25; allowed: 29.48 to 58.96"
    )


def test_a_cap_of_long_ago_is_refused(environment: Environment) -> None:
    half = Priced(60, "ml.g4dn.xlarge", how_many=10, step="Tune", spot=True)

    [line] = refused(environment, half)

    assert line == (
        "environments/dev.yaml: pipelines.digits.max_usd: is more than twice what one execution "
        "may cost: 7.37 USD, by the prices of us-east-1 (Tune 10 x 60 min of ml.g4dn.xlarge "
        "7.36), given 25; allowed: 7.37 to 14.73"
    )


def test_a_dollar_is_never_too_much(tmp_path: Path) -> None:
    environment = load(but(("max_usd: 5\n", "max_usd: 1\n"), text=FULL), tmp_path)

    assert afford(environment, "house-prices", steps=[INGEST]) < 0.02


def test_elsewhere_prices_are_not_known_and_no_cap_is_too_high(environment: Environment) -> None:
    elsewhere = environment.model_copy(update={"region": "eu-west-1"})

    assert afford(elsewhere, "digits", steps=[INGEST]) < 1
    assert "and eu-west-1 may be dearer (Tune" in refused(elsewhere, TUNE, TUNE)[0]


def test_a_job_on_spot_may_wait_for_as_long_as_it_runs_at_least(environment: Environment) -> None:
    long = Priced(300, "ml.g4dn.xlarge", how_many=4, step="Train", spot=True)

    [line] = refused(environment, long)

    assert line == (
        "environments/dev.yaml: pipelines.digits.max_wait_minutes: is less than the 300 minutes "
        "that Train may run, given 240; allowed: at least 300"
    )


def test_what_runs_on_demand_does_not_wait(environment: Environment) -> None:
    long = Priced(300, "ml.g4dn.xlarge", how_many=4, step="Train")

    assert afford(environment, "digits", steps=[long]) == pytest.approx(20 * 0.7364)


def test_both_mistakes_are_told_at_once(environment: Environment) -> None:
    assert len(refused(environment, Priced(6000, "ml.p3.2xlarge", step="Train", spot=True))) == 2


def test_a_workload_that_needs_a_closed_service_is_refused_with_the_day(
    environment: Environment,
) -> None:
    with pytest.raises(ConfigError) as error:
        admit(environment, ClosedService.DEBUGGER, needed_by="pipelines.digits")

    assert str(error.value) == (
        "environments/dev.yaml: pipelines.digits: needs SageMaker Debugger, which AWS closed to "
        "new accounts on 2026-07-30 "
        "(docs.aws.amazon.com/sagemaker/latest/dg/debugger-availability-change.html): if this "
        "account used it before, list debugger under existing_customer"
    )


def test_an_existing_customer_is_admitted(environment: Environment) -> None:
    admit(environment, ClosedService.GROUND_TRUTH, needed_by="labelling.digits-labels")


def test_a_step_on_a_type_without_a_price_is_refused() -> None:
    with pytest.raises(ConfigError) as error:
        Priced(10, "ml.m6i.large", step="Ingest")

    assert str(error.value) == (
        "Ingest: cannot be used: m6i has no price that two sources agree on, given ml.m6i.large"
    )
