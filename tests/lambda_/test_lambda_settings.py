"""The job desk is told three things at run time, and says which one is missing."""

import json

import pytest

from millrace.settings import MissingSettingsError, Settings

GIVEN = {
    "ENVIRONMENT": "dev",
    "LEDGER_TABLE": "jobs",
    "DEAD_LETTERS_URL": "https://sqs.us-east-1.amazonaws.com/1/dead",
    "ORDERS_URL": "https://sqs.us-east-1.amazonaws.com/1/orders",
    "POLICY": json.dumps({"retries": 2, "keep_days": 30}),
    "FLEETS": json.dumps({"gpu": {"queues": {"arn:queue": {"on_demand": "arn:other"}}}}),
}
NAMES = ", ".join(GIVEN)


class Watched(dict[str, str]):
    """Remembers which keys were asked for."""

    def __init__(self, values: dict[str, str]) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return super().__getitem__(key)


def test_the_settings_are_what_the_environment_says() -> None:
    settings = Settings.from_env(GIVEN)

    assert settings.environment == GIVEN["ENVIRONMENT"]
    assert settings.ledger_table == GIVEN["LEDGER_TABLE"]
    assert settings.dead_letters_url == GIVEN["DEAD_LETTERS_URL"]
    assert settings.orders_url == GIVEN["ORDERS_URL"]
    assert (settings.policy.retries, settings.policy.keep_days) == (2, 30)
    assert settings.policy.fleets.other("arn:queue", "on_demand") == "arn:other"


def test_exactly_these_settings_are_read() -> None:
    given = Watched(GIVEN | {"AWS_REGION": "us-east-1"})

    Settings.from_env(given)

    assert given.asked == set(GIVEN)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, NAMES),
        ({name: GIVEN[name] for name in GIVEN if name != "POLICY"}, "POLICY"),
        (GIVEN | {"LEDGER_TABLE": ""}, "LEDGER_TABLE"),
    ],
)
def test_what_is_missing_is_named(given: dict[str, str], missing: str) -> None:
    with pytest.raises(MissingSettingsError) as refused:
        Settings.from_env(given)

    assert str(refused.value) == f"environment variables not set: {missing}; needed: {NAMES}"
