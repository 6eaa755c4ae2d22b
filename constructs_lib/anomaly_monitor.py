"""Tells of costs that are out of the ordinary, which no budget foresees."""

import json

from aws_cdk import aws_ce as ce
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.cost_tag import CostTag

_SERVICE = "costalerts.amazonaws.com"


class AnomalyMonitor(Construct):
    """Of what carries the tag: an account has one monitor by service only, and may have it already.

    It learns for some ten days what is usual before it tells of anything.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        tag: CostTag,
        least_usd: int,
        topic: AlertTopic,
    ) -> None:
        super().__init__(scope, id)
        monitor = ce.CfnAnomalyMonitor(
            self,
            "Monitor",
            monitor_name=name,
            monitor_type="CUSTOM",
            monitor_specification=_json({"Tags": {"Key": tag.key, "Values": [tag.value]}}),
        )
        ce.CfnAnomalySubscription(
            self,
            "Subscription",
            subscription_name=name,
            # At once, which AWS does for a topic only; mails come from the topic's subscriptions.
            frequency="IMMEDIATE",
            monitor_arn_list=[monitor.attr_monitor_arn],
            subscribers=[
                ce.CfnAnomalySubscription.SubscriberProperty(type="SNS", address=topic.topic_arn)
            ],
            threshold_expression=_json(_at_least(least_usd)),
        )
        topic.allow_publisher(_SERVICE)


def _at_least(usd: int) -> dict[str, object]:
    return {
        "Dimensions": {
            "Key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            "MatchOptions": ["GREATER_THAN_OR_EQUAL"],
            "Values": [str(usd)],
        }
    }


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
