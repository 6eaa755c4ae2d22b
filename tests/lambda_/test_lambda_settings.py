"""The job desk is told three things at run time, and says which one is missing."""

import pytest

from millrace.settings import MissingSettingsError, Settings

GIVEN = {
    "ENVIRONMENT": "dev",
    "LEDGER_TABLE": "jobs",
    "DEAD_LETTERS_URL": "https://sqs.us-east-1.amazonaws.com/1/dead",
}


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


def test_exactly_the_three_settings_are_read() -> None:
    given = Watched(GIVEN | {"AWS_REGION": "us-east-1"})

    Settings.from_env(given)

    assert given.asked == set(GIVEN)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "ENVIRONMENT, LEDGER_TABLE, DEAD_LETTERS_URL"),
        ({"LEDGER_TABLE": "jobs", "ENVIRONMENT": "dev"}, "DEAD_LETTERS_URL"),
        (GIVEN | {"LEDGER_TABLE": ""}, "LEDGER_TABLE"),
    ],
)
def test_what_is_missing_is_named(given: dict[str, str], missing: str) -> None:
    with pytest.raises(MissingSettingsError) as refused:
        Settings.from_env(given)

    assert str(refused.value) == (
        f"environment variables not set: {missing}; "
        "needed: ENVIRONMENT, LEDGER_TABLE, DEAD_LETTERS_URL"
    )
