"""A wrong environment file is refused: its teams."""

from pathlib import Path

import pytest

from tests.config.files import FULL, Case, but, load, said

CASES = {
    "a team's name cannot be that of a share": Case(
        ("  risk:\n", "  risk-models:\n"),
        "dev.yaml:34: teams.risk-models: must be at most 20 lower-case letters and digits, "
        "and begin with a letter: AWS Batch knows a share by it",
    ),
    "a team has the name of nobody's share": Case(
        ("  risk:\n", "  shared:\n"),
        "dev.yaml:34: teams.shared: is the share of jobs without a team; allowed: another name",
    ),
    "two teams have one prefix": Case(
        ("prefix: risk", "prefix: vision"),
        "dev.yaml:35: teams.risk.prefix: is not apart from that of teams.vision (vision), "
        "given vision",
    ),
    "a team is inside another's prefix": Case(
        ("prefix: risk", "prefix: vision/risk"),
        "dev.yaml:35: teams.risk.prefix: is not apart from that of teams.vision (vision), "
        "given vision/risk",
    ),
    "a team would read another's job": Case(
        ("prefix: risk", "prefix: digits"),
        "dev.yaml:35: teams.risk.prefix: training.digits of another team keeps data there "
        "(digits), given digits",
    ),
    "a team would write another's checkpoints": Case(
        ("prefix: risk", "prefix: checkpoints/digits"),
        "dev.yaml:35: teams.risk.prefix: training.digits of another team keeps data there "
        "(checkpoints/digits), given checkpoints/digits",
    ),
    "a team would be where uploads wait": Case(
        ("prefix: risk", "prefix: landing"),
        "dev.yaml:35: teams.risk.prefix: lies where the platform keeps data of its own in the "
        "raw zone, given landing; allowed: outside landing, quarantine, errors",
    ),
    "a prefix ends with a slash": Case(
        ("prefix: risk", "prefix: risk/"),
        "dev.yaml:35: teams.risk.prefix: must be a prefix such as vision/raw, without a "
        "slash at either end, given risk/",
    ),
    "a job is of no team": Case(
        ("team: vision\n    workload", "team: vison\n    workload"),
        "dev.yaml:104: training.digits.team: unknown team, given vison; allowed: vision, "
        "risk; did you mean 'vision'?",
    ),
    "a team has no share": Case(
        ("batch_share: 40", "batch_share: 0"),
        "dev.yaml:36: teams.risk.batch_share: is too small, given 0; allowed: at least 1",
    ),
    "a share is broken": Case(
        ("batch_share: 40", "batch_share: 40.5"),
        "dev.yaml:36: teams.risk.batch_share: must be a whole number, given 40.5",
    ),
    "a budget is nothing": Case(
        ("budget_usd_per_month: 200", "budget_usd_per_month: 0"),
        "dev.yaml:37: teams.risk.budget_usd_per_month: is too small, given 0; allowed: at least 1",
    ),
    "a team may spend more than there is": Case(
        ("budget_usd_per_month: 200", "budget_usd_per_month: 700"),
        "dev.yaml:37: teams.risk.budget_usd_per_month: is more than "
        "governance.budget_usd_per_month, the whole environment's, given 700; allowed: at "
        "most 600",
    ),
    "nobody hears of the budget": Case(
        ("[risk@example.com]", "[]"), "dev.yaml:38: teams.risk.emails: needs at least 1, given 0"
    ),
    "more hear of the budget than AWS Budgets tells": Case(
        ("[risk@example.com]", f"[{', '.join(f'r{n}@example.com' for n in range(11))}]"),
        "dev.yaml:38: teams.risk.emails: takes at most 10",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]


def test_a_team_may_have_the_prefix_of_its_own_job(tmp_path: Path) -> None:
    text = but(("prefix: vision\n", "prefix: digits\n"), text=FULL)

    assert load(text, tmp_path).teams["vision"].prefix == "digits"


def test_a_job_is_not_called_of_nobody_while_the_teams_are_unread(tmp_path: Path) -> None:
    teams = FULL[FULL.index("teams:") : FULL.index("sources:")]

    assert said(but((teams, "teams: none\n"), text=FULL), tmp_path) == [
        "dev.yaml:28: teams: must be a mapping of keys to values, given none"
    ]
