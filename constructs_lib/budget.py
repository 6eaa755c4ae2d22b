"""How much a month may cost, and who hears of it before it is spent."""

from collections.abc import Sequence

from aws_cdk import aws_budgets as budgets
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.cost_tag import CostTag
from constructs_lib.mistakes import MistakeError

_SERVICE = "budgets.amazonaws.com"
_WARNINGS = (("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100))
_DESK_WARNINGS = (80, 100)
"""The job desk hears of these by a topic of its own. A notification has one topic: so they are
other ones, in USD; and a budget has five at most."""
_MOST_EMAILS = 10


class TooManyEmailsError(MistakeError):
    """AWS Budgets would refuse the budget when it is deployed."""


class MonthlyBudget(budgets.CfnBudget):
    """Of what carries the tag; without a name, so that other recipients can replace it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        usd: int,
        tag: CostTag,
        topic: AlertTopic,
        emails: Sequence[str] = (),
        desk: AlertTopic | None = None,
    ) -> None:
        if len(emails) > _MOST_EMAILS:
            raise TooManyEmailsError(
                f"a budget tells at most {_MOST_EMAILS} addresses, got {len(emails)}"
            )
        subscribers = [
            _subscriber("SNS", topic.topic_arn),
            *(_subscriber("EMAIL", email) for email in emails),
        ]
        super().__init__(
            scope,
            id,
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(amount=usd, unit="USD"),
                cost_filters={"TagKeyValue": [f"user:{tag.key}${tag.value}"]},
            ),
            notifications_with_subscribers=[
                *(_warning(kind, percent, subscribers) for kind, percent in _WARNINGS),
                *([] if desk is None else _desk_warnings(usd, desk)),
            ],
        )
        topic.allow_publisher(_SERVICE)
        if desk is not None:
            desk.allow_publisher(_SERVICE)


def _subscriber(kind: str, address: str) -> budgets.CfnBudget.SubscriberProperty:
    return budgets.CfnBudget.SubscriberProperty(subscription_type=kind, address=address)


def _desk_warnings(
    usd: int, desk: AlertTopic
) -> list[budgets.CfnBudget.NotificationWithSubscribersProperty]:
    subscribers = [_subscriber("SNS", desk.topic_arn)]
    return [
        _warning("ACTUAL", usd * percent / 100, subscribers, of="ABSOLUTE_VALUE")
        for percent in _DESK_WARNINGS
    ]


def _warning(
    kind: str,
    threshold: float,
    subscribers: Sequence[budgets.CfnBudget.SubscriberProperty],
    *,
    of: str = "PERCENTAGE",
) -> budgets.CfnBudget.NotificationWithSubscribersProperty:
    return budgets.CfnBudget.NotificationWithSubscribersProperty(
        notification=budgets.CfnBudget.NotificationProperty(
            comparison_operator="GREATER_THAN",
            notification_type=kind,
            threshold=threshold,
            threshold_type=of,
        ),
        subscribers=list(subscribers),
    )
