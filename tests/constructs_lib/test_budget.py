"""A budget warns before the money is spent, and its warnings arrive."""

import aws_cdk as cdk
import pytest

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.budget import MonthlyBudget, TooManyEmailsError
from constructs_lib.cost_tag import CostTag
from tests.assembly import Template
from tests.constructs_lib.alone import ACCOUNT, key_of, template_of
from tests.constructs_lib.publishing import may_publish_by, may_use_key

TEAM = CostTag(key="millrace:team", value="vision")
EMAILS = ["vision@example.com", "finance@example.com"]


def build(stack: cdk.Stack, emails: list[str] = EMAILS) -> None:
    key = key_of(stack)
    topic = AlertTopic(stack, "Tickets", key=key, emails=[])
    MonthlyBudget(stack, "Budget", usd=2000, tag=TEAM, topic=topic, emails=emails)
    MonthlyBudget(stack, "Second", usd=10, tag=TEAM, topic=topic)
    desk = AlertTopic(stack, "Desk", key=key, emails=[])
    MonthlyBudget(stack, "Heard", usd=500, tag=TEAM, topic=topic, desk=desk)


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


def test_it_counts_a_month_of_what_carries_the_tag(template: Template) -> None:
    budget = template.named("AWS::Budgets::Budget", "Budget")["Budget"]

    assert budget["BudgetLimit"] == {"Amount": 2000, "Unit": "USD"}
    assert (budget["BudgetType"], budget["TimeUnit"]) == ("COST", "MONTHLY")
    assert budget["CostFilters"] == {"TagKeyValue": ["user:millrace:team$vision"]}


def test_it_warns_at_four_fifths_at_all_of_it_and_when_all_of_it_is_forecast(
    template: Template,
) -> None:
    warnings = template.named("AWS::Budgets::Budget", "Budget")["NotificationsWithSubscribers"]
    told = [warning["Notification"] for warning in warnings]

    assert [(it["NotificationType"], it["Threshold"]) for it in told] == [
        ("ACTUAL", 80),
        ("ACTUAL", 100),
        ("FORECASTED", 100),
    ]
    assert {it["ComparisonOperator"] for it in told} == {"GREATER_THAN"}
    assert {it["ThresholdType"] for it in told} == {"PERCENTAGE"}


def test_every_warning_reaches_the_topic_and_each_address(template: Template) -> None:
    for warning in template.named("AWS::Budgets::Budget", "Budget")["NotificationsWithSubscribers"]:
        [topic, *mails] = warning["Subscribers"]
        assert topic["SubscriptionType"] == "SNS"
        assert topic["Address"]["Ref"].startswith("Tickets")
        assert [mail["Address"] for mail in mails] == EMAILS


class TestTheDesk:
    """It hears of money that is spent by a topic of its own: a warning has only one."""

    def warnings(self, template: Template, prefix: str) -> dict[tuple[str, float], str]:
        every = template.named("AWS::Budgets::Budget", prefix)["NotificationsWithSubscribers"]
        return {
            (one["Notification"]["ThresholdType"], one["Notification"]["Threshold"]): one[
                "Subscribers"
            ][0]["Address"]["Ref"][:7]
            for one in every
            if one["Notification"]["NotificationType"] == "ACTUAL"
        }

    def test_it_is_told_the_same_as_people_in_usd(self, template: Template) -> None:
        told = self.warnings(template, "Heard")
        assert set(told) == {
            *(("PERCENTAGE", 80), ("PERCENTAGE", 100)),
            *(("ABSOLUTE_VALUE", 400), ("ABSOLUTE_VALUE", 500)),
        }
        assert {kind: to[:4] for (kind, _), to in told.items()} == {
            "PERCENTAGE": "Tick",
            "ABSOLUTE_VALUE": "Desk",
        }

    def test_a_budget_has_five_warnings_at_most(self, template: Template) -> None:
        for budget in template.of_type("AWS::Budgets::Budget").values():
            assert len(budget["NotificationsWithSubscribers"]) <= 5


def test_it_can_be_replaced_because_it_has_no_name_of_ours(template: Template) -> None:
    assert "BudgetName" not in template.named("AWS::Budgets::Budget", "Budget")["Budget"]


def test_the_topic_and_its_key_let_budgets_of_this_account_publish(template: Template) -> None:
    for policy in template.of_type("AWS::SNS::TopicPolicy").values():
        assert may_publish_by(policy, "budgets.amazonaws.com") == [ACCOUNT]
    assert may_use_key("budgets.amazonaws.com", template) == [ACCOUNT]


def test_more_addresses_than_a_budget_takes_are_refused() -> None:
    with pytest.raises(TooManyEmailsError) as refused:
        build(cdk.Stack(), [f"person{number}@example.com" for number in range(11)])

    assert str(refused.value) == "a budget tells at most 10 addresses, got 11"
