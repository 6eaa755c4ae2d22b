"""A wrong environment file is refused: how data is kept."""

from pathlib import Path

import pytest

from tests.config.files import Case, but, said

CASES = {
    "a retention is no time at all": Case(
        ("captures_expire_days: 90", "captures_expire_days: 0"),
        "dev.yaml:9: data.captures_expire_days: is too small, given 0; allowed: at least 1",
    ),
    "a retention is longer than a lifetime": Case(
        ("old_versions_expire_days: 30", "old_versions_expire_days: 40000"),
        "dev.yaml:11: data.old_versions_expire_days: is too large, given 40000; "
        "allowed: at most 36500",
    ),
    "CloudWatch has no such retention": Case(
        ("logs_expire_days: 365", "logs_expire_days: 200"),
        "dev.yaml:10: data.logs_expire_days: must be a retention that CloudWatch Logs has, "
        "given 200; allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, "
        "1827, 2192, 2557, 2922, 3288, 3653; did you mean '365'?",
    ),
    "logs are gone before the captures are": Case(
        ("logs_expire_days: 365", "logs_expire_days: 60"),
        "dev.yaml:10: data.logs_expire_days: logs say who read the captures, "
        "so they must be kept as long, given 60; allowed: at least 90",
    ),
    "what must not be deleted could not be got back": Case(
        ("old_versions_expire_days: 30", "old_versions_expire_days: 1"),
        "dev.yaml:11: data.old_versions_expire_days: deletable is false, "
        "so a wrong delete must be found in time, given 1; allowed: at least 7",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change), tmp_path) == [message]
