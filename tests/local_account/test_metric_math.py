"""An alarm on an expression is kept as the template has it; nobody computes it here."""

from typing import Any

import pytest

from local.record import Account, ask
from tests.local_account.deployment import Clients, Stacks
from tests.local_account.templates import Resource, changed, resource

pytestmark = pytest.mark.account


def part(name: str) -> dict[str, Any]:
    metric = {
        "Namespace": "Millrace/Batch",
        "MetricName": name,
        "Dimensions": [{"Name": "Queue", "Value": "gpu"}],
    }
    return {
        "Id": name.lower(),
        "MetricStat": {"Metric": metric, "Period": "3600", "Stat": "Sum"},
        "ReturnData": "false",
    }


RATE: dict[str, Resource] = {
    "Rate": resource(
        "AWS::CloudWatch::Alarm",
        AlarmDescription="too many fail",
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        EvaluationPeriods=1,
        Threshold=50,
        TreatMissingData="notBreaching",
        Metrics=[
            {"Id": "rate", "Expression": "100 * failed / ended", "ReturnData": True},
            part("failed"),
            part("ended"),
        ],
    )
}


def described(aws: Clients, name: str) -> Any:
    [alarm] = aws("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
    return alarm


def test_an_alarm_on_an_expression_is_kept_whole(
    stacks: Stacks, aws: Clients, account: Account
) -> None:
    deployed = stacks.deploy(RATE)
    assert deployed.status == "CREATE_COMPLETE", deployed.reasons

    alarm = described(aws, deployed.ids["Rate"])
    expression, failed, _ended = alarm["Metrics"]
    assert expression["Expression"] == "100 * failed / ended"
    assert (failed["MetricStat"]["Period"], failed["ReturnData"]) == (3600, False)
    assert "MetricName" not in alarm
    assert (alarm["Threshold"], alarm["StateValue"]) == (50, "INSUFFICIENT_DATA")
    assert "AWS::CloudWatch::Alarm" not in str(ask(account.port, "dropped"))


def test_an_expression_is_changed_in_place(stacks: Stacks, aws: Clients) -> None:
    first = stacks.deploy(RATE)
    second = stacks.deploy(changed(RATE, "Rate.Threshold", 60))

    assert second.status == "UPDATE_COMPLETE", second.reasons
    assert second.ids == first.ids
    assert described(aws, second.ids["Rate"])["Threshold"] == 60


def test_a_part_that_cloudwatch_does_not_know_is_refused(stacks: Stacks) -> None:
    metrics = [{"Id": "rate", "Expresion": "1"}]
    refused = stacks.deploy(changed(RATE, "Rate.Metrics", metrics))

    assert refused.status == "ROLLBACK_COMPLETE"
    assert "Expresion" in refused.reasons["Rate"]
