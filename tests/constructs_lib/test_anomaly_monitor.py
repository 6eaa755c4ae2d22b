"""An unusual cost is told at once, wherever no budget would notice it."""

import json

import aws_cdk as cdk
import pytest

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.anomaly_monitor import AnomalyMonitor
from constructs_lib.cost_tag import CostTag
from tests.assembly import Template
from tests.constructs_lib.alone import ACCOUNT, key_of, template_of
from tests.constructs_lib.publishing import may_publish, may_use_key


@pytest.fixture(scope="module")
def template() -> Template:
    def build(stack: cdk.Stack) -> None:
        key = key_of(stack)
        AnomalyMonitor(
            stack,
            "Anomalies",
            name="millrace-dev",
            tag=CostTag(key="millrace:environment", value="dev"),
            least_usd=50,
            topic=AlertTopic(stack, "Tickets", key=key, emails=[]),
        )

    return template_of(build)


def test_it_watches_what_carries_the_tag(template: Template) -> None:
    """By service an account has one monitor at most, and may have it already."""
    monitor = template.only("AWS::CE::AnomalyMonitor")

    assert monitor["MonitorType"] == "CUSTOM"
    assert "MonitorDimension" not in monitor
    assert json.loads(monitor["MonitorSpecification"]) == {
        "Tags": {"Key": "millrace:environment", "Values": ["dev"]}
    }


def test_it_tells_the_topic_at_once(template: Template) -> None:
    subscription = template.only("AWS::CE::AnomalySubscription")

    assert subscription["Frequency"] == "IMMEDIATE"
    [subscriber] = subscription["Subscribers"]
    assert subscriber["Type"] == "SNS"
    assert subscriber["Address"]["Ref"].startswith("Tickets")
    [watched] = subscription["MonitorArnList"]
    assert watched["Fn::GetAtt"][0].startswith("AnomaliesMonitor")


def test_it_is_silent_below_the_amount_of_the_file(template: Template) -> None:
    written = template.only("AWS::CE::AnomalySubscription")["ThresholdExpression"]

    assert json.loads(written)["Dimensions"] == {
        "Key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
        "MatchOptions": ["GREATER_THAN_OR_EQUAL"],
        "Values": ["50"],
    }


def test_the_topic_and_its_key_let_it_publish(template: Template) -> None:
    assert may_publish("costalerts.amazonaws.com", template) == [ACCOUNT]
    assert may_use_key("costalerts.amazonaws.com", template) == [ACCOUNT]
