"""A wrong environment file is refused: Studio and its users."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, said

CASES = {
    "notebooks would never stop": Case(
        ("  idle_minutes: 120\n", ""),
        "dev.yaml:162: studio.idle_minutes: is missing: minutes without work after which a "
        "notebook's instance is stopped",
    ),
    "notebooks stop sooner than SageMaker can": Case(
        ("idle_minutes: 120", "idle_minutes: 30"),
        "dev.yaml:163: studio.idle_minutes: is too small, given 30; allowed: at least 60",
    ),
    "nobody uses it": Case(
        ("users: {ana: vision, bo: vision}", "users: {}"),
        "dev.yaml:164: studio.users: needs at least 1, given 0",
    ),
    "a user is of an unknown team": Case(
        ("bo: vision", "bo: risks"),
        "dev.yaml:164: studio.users.bo: unknown team, given risks; allowed: vision, risk; "
        "did you mean 'risk'?",
    ),
    "a user has an address for a name": Case(
        ("bo: vision", "bo@example.com: vision"),
        "dev.yaml:164: studio.users.bo@example.com: must be at most 20 lower-case letters and "
        "digits, in words that begin with a letter, joined by hyphens",
    ),
    "users are a list": Case(
        ("users: {ana: vision, bo: vision}", "users: [ana, bo]"),
        "dev.yaml:164: studio.users: must be a mapping of keys to values, not a list",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]
