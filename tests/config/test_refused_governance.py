"""A wrong environment file is refused: what it may cost, and who watches."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, said

CASES = {
    "the budget is nothing": Case(
        ("budget_usd_per_month: 600", "budget_usd_per_month: 0"),
        "dev.yaml:66: governance.budget_usd_per_month: is too small, given 0; allowed: at least 1",
    ),
    "every cost is unusual": Case(
        ("anomaly_usd: 50", "anomaly_usd: 0"),
        "dev.yaml:67: governance.anomaly_usd: is too small, given 0; allowed: at least 1",
    ),
    "an amount is a word": Case(
        ("anomaly_usd: 50", "anomaly_usd: ten"),
        "dev.yaml:67: governance.anomaly_usd: must be a whole number, given ten",
    ),
    "a switch is a word": Case(
        ("data_events: true", "data_events: sometimes"),
        "dev.yaml:68: governance.data_events: must be true or false, given sometimes",
    ),
    "the boundary is an ARN": Case(
        ("millrace-boundary", "arn:aws:iam::111122223333:policy/millrace-boundary"),
        "dev.yaml:69: governance.permissions_boundary: must be the name of a managed "
        "policy of the account, not its ARN or path, given "
        "arn:aws:iam::111122223333:policy/millrace-boundary; did you mean "
        "'millrace-boundary'?",
    ),
    "an amount is missing": Case(
        ("  anomaly_usd: 50\n", ""),
        "dev.yaml:65: governance.anomaly_usd: is missing: USD above the usual from which a "
        "cost is told",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]
