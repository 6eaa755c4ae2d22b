"""Each rule finds what it is there for, and leaves alone what is right."""

from typing import Any

import pytest

from rules import RULES
from rules.reference import PAGE, with_table
from rules.registry import FILES
from rules.rule import Rule
from tests.rules.examples import examples, of, template

FAILS, PASSES = examples("fails"), examples("passes")


def named(cases: list[tuple[Rule, str, dict[str, Any]]]) -> list[str]:
    return [f"{rule.id}: {name}" for rule, name, _ in cases]


@pytest.mark.parametrize(("rule", "name", "body"), FAILS, ids=named(FAILS))
def test_what_would_fail_is_found_with_its_place(
    rule: Rule, name: str, body: dict[str, Any]
) -> None:
    findings = list(rule.check(template(body)))

    assert findings
    for finding in findings:
        assert finding.rule == rule.id
        assert finding.logical_id in {*body.get("Resources", {}), *body.get("Outputs", {}), ""}


@pytest.mark.parametrize(("rule", "name", "body"), PASSES, ids=named(PASSES))
def test_what_is_right_is_left_alone(rule: Rule, name: str, body: dict[str, Any]) -> None:
    assert list(rule.check(template(body))) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_an_example_of_both(rule: Rule) -> None:
    assert of(rule).keys() == {"fails", "passes"}
    assert all(of(rule).values())


def test_no_two_rules_share_an_id() -> None:
    assert len(FILES) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_in_a_sentence_what_to_do_and_how_that_is_known(rule: Rule) -> None:
    assert len(rule.says.split()) >= 8
    assert not rule.says.endswith(".")
    assert rule.evidence.lstrip()[0] in "RDK"


def test_the_page_of_the_rules_is_current() -> None:
    page = PAGE.read_text("utf-8")
    assert page == with_table(page), "python -m rules.reference"
