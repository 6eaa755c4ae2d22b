"""A wrong environment file is refused: who is told."""

from pathlib import Path

import pytest

from config import Recipients
from tests.config.files import FULL, GOOD, Case, but, load, said

CASES = {
    "a page is no channel's id": Case(
        ("workspace: T0123ABCD, channel: C0123PAGE", "workspace: T0123ABCD, channel: oncall"),
        "dev.yaml:24: alerts.page.slack.channel: must be a channel id, such as C0123ABCD, "
        "given oncall",
    ),
    "a workspace is no id": Case(
        ("{workspace: T0123ABCD, channel: C0123PAGE}", "{workspace: acme, channel: C0123PAGE}"),
        "dev.yaml:24: alerts.page.slack.workspace: must be a workspace id, such as "
        "T0123ABCD, given acme",
    ),
    "a channel has no workspace": Case(
        ("{workspace: T0123ABCD, channel: C0123PAGE}", "{channel: C0123PAGE}"),
        "dev.yaml:24: alerts.page.slack.workspace: is missing: the id of the Slack "
        "workspace, authorised once in the AWS console",
    ),
    "pages and tickets share a channel": Case(
        ("channel: C0123DESK", "channel: C0123PAGE"),
        "dev.yaml:27: alerts.ticket.slack.channel: is the channel of page, given C0123PAGE",
    ),
    "an address is there twice": Case(
        ("[desk@example.com]", "[desk@example.com, desk@example.com]"),
        "dev.yaml:26: alerts.ticket.emails.1: is in the list already, given desk@example.com",
    ),
    "an address is none": Case(
        ("[desk@example.com]", "[desk]"),
        "dev.yaml:26: alerts.ticket.emails.0: must be an e-mail address, given desk",
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES)
def test_it_is_refused_in_one_line_if(
    change: tuple[str, str], message: str, tmp_path: Path
) -> None:
    assert said(but(change, text=FULL), tmp_path) == [message]


def test_addresses_where_they_used_to_be_are_answered_with_where_they_went(tmp_path: Path) -> None:
    old = GOOD.replace("  page: {emails: [ml-platform@example.com]}", "  emails: [me@example.com]")

    [line] = said(old, tmp_path)

    assert line == (
        "dev.yaml:13: alerts.emails: is elsewhere now; allowed: page, ticket; "
        "did you mean 'page.emails'?"
    )


def test_nobody_need_be_paged_outside_of_production(tmp_path: Path) -> None:
    environment = load(but(("{emails: [ml-platform@example.com]}", "{}")), tmp_path)

    assert environment.alerts.page == Recipients()
