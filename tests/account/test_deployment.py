"""Up: the real CDK deploys every resource, and a second time changes nothing."""

import re
from pathlib import Path

import pytest

from local.up.deployment import refuse_unserved
from local.up.difference import difference
from local.up.failures import UpError
from local.up.go_up import Up
from local.verify.stacks import Stack, stacks_of
from tests.account.conftest import Deployed

pytestmark = pytest.mark.account

ROOT = Path(__file__).parents[2]


def test_every_resource_of_every_template_is_there(deployed: Deployed) -> None:
    in_templates = sum(len(stack.resources) for stack in stacks_of(deployed.up.places.assembly))

    assert deployed.verification.missing == ()
    assert deployed.verification.found == deployed.verification.expected == in_templates
    assert in_templates > 60


def test_going_up_again_finds_the_account_and_changes_nothing(deployed: Deployed) -> None:
    account = deployed.up.account

    again = Up.begin(deployed.screen, deployed.up.places, port=account.port)

    assert again.account == account
    assert again.deploy().found == deployed.verification.found
    stacks = len(list(stacks_of(deployed.up.places.assembly)))
    assert stacks >= 4
    assert f"{stacks} stacks, {stacks} of them unchanged" in deployed.printed()


def test_a_type_that_nothing_serves_is_named_before_anything_is_deployed(
    deployed: Deployed,
) -> None:
    stack = Stack("Some", {"Farm": {"Type": "AWS::RoboMaker::Fleet"}})

    with pytest.raises(UpError, match=r"AWS::RoboMaker::Fleet \(Some: Farm\).*nothing was deploy"):
        refuse_unserved([stack], deployed.up.admin.served_types())


def test_every_property_that_the_account_does_not_keep_is_written_down(deployed: Deployed) -> None:
    document = (ROOT / "docs" / "local-account.md").read_text()
    written = dict(re.findall(r"^\| (AWS::\S+) \| (.+) \|$", document, re.MULTILINE))

    dropped = {(one["type"], one["path"]) for one in deployed.up.admin.dropped()}

    assert dropped
    assert [(type_, path) for type_, path in dropped if path not in written.get(type_, "")] == []


def test_a_difference_is_told_line_by_line_and_there_is_none_after_a_deployment(
    deployed: Deployed,
) -> None:
    said = difference(deployed.up.places, deployed.up.account)
    assert "There were no differences" in said
    assert "Number of stacks with differences: 0" in said
