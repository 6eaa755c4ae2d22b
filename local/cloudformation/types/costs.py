"""Budgets and cost anomalies."""

import json
from collections.abc import Mapping
from typing import Any

from local.account.environment import ACCOUNT_ID
from local.cloudformation.rows import ById, Lookup, Properties, Row
from local.cloudformation.types.labels import by_arn

_ACCOUNT = {"AccountId": ACCOUNT_ID}
_EXPRESSIONS = ("MonitorSpecification", "ThresholdExpression")

BUDGET = Row(
    type="AWS::Budgets::Budget",
    service="budgets",
    create="CreateBudget",
    identifier="Budget.BudgetName",
    name="Budget.BudgetName",
    arrange=lambda given: {**given, **_ACCOUNT},
    lookup=Lookup(
        by_id=ById(operation="DescribeBudget", argument="BudgetName", fixed=_ACCOUNT),
        found="Budget",
    ),
    update=ById(operation="UpdateBudget"),
    arrange_update=lambda name, new, _news: {
        **_ACCOUNT,
        "NewBudget": {**new["Budget"], "BudgetName": name},
    },
    delete=ById(operation="DeleteBudget", argument="BudgetName", fixed=_ACCOUNT),
)


def _inside(member: str, given: Properties) -> Mapping[str, Any]:
    """The description as one member, its expressions read: CloudFormation has them as JSON."""
    tags = {name: value for name, value in given.items() if name == "ResourceTags"}
    rest = {name: value for name, value in given.items() if name != "ResourceTags"}
    return {member: _read(rest), **tags}


def _read(given: Properties) -> dict[str, Any]:
    return {
        name: json.loads(value) if name in _EXPRESSIONS and isinstance(value, str) else value
        for name, value in given.items()
    }


def _anomaly(member: str, found: str) -> Row:
    key = f"{member}Arn"
    whole = f"Anomaly{member}"
    return Row(
        type=f"AWS::CE::{whole}",
        service="ce",
        create=f"Create{whole}",
        identifier=key,
        arrange=lambda given: _inside(whole, given),
        arrange_update=lambda _id, _new, news: _read(news),
        lookup=Lookup(
            by_id=ById(operation=f"Get{found}", argument=f"{key}List", many=True), found=found
        ),
        update=ById(operation=f"Update{whole}", argument=key),
        delete=ById(operation=f"Delete{whole}", argument=key),
        tagging=by_arn("ResourceArn", "ResourceTagKeys", tags="ResourceTags"),
    )


COSTS = (
    BUDGET,
    _anomaly("Monitor", "AnomalyMonitors"),
    _anomaly("Subscription", "AnomalySubscriptions"),
)
