"""An alarm on one metric follows the data of its own dimensions, and ends without them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.local_account.deployment import Clients, Stacks
from tests.local_account.templates import Resource, allow, att, policy, ref, resource
from tests.local_account.waiting import within_patience

pytestmark = pytest.mark.account


def alarm(queue: str, **more: Any) -> Resource:
    return resource(
        "AWS::CloudWatch::Alarm",
        Namespace="Millrace/Batch",
        MetricName="JobsFailed",
        Dimensions=[{"Name": "Environment", "Value": "trial"}, {"Name": "Queue", "Value": queue}],
        Statistic="Sum",
        Period="10",
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="notBreaching",
        **more,
    )


def heard_topic() -> dict[str, Resource]:
    """And the queue that hears it."""
    send = allow("sqs:SendMessage", Principal={"Service": "sns.amazonaws.com"})
    return {
        "Topic": resource("AWS::SNS::Topic"),
        "Queue": resource("AWS::SQS::Queue"),
        "Policy": resource(
            "AWS::SQS::QueuePolicy", Queues=[ref("Queue")], PolicyDocument=policy(send)
        ),
        "Heard": resource(
            "AWS::SNS::Subscription",
            TopicArn=ref("Topic"),
            Protocol="sqs",
            Endpoint=att("Queue"),
        ),
    }


def put(aws: Clients, queue: str, *, ago_s: float = 0) -> None:
    dimensions = [{"Name": "Queue", "Value": queue}, {"Name": "Environment", "Value": "trial"}]
    datum = {
        "MetricName": "JobsFailed",
        "Dimensions": dimensions,
        "Value": 1,
        "Timestamp": datetime.now(UTC) - timedelta(seconds=ago_s),
    }
    aws("cloudwatch").put_metric_data(Namespace="Millrace/Batch", MetricData=[datum])


def state(aws: Clients, name: str) -> str:
    [one] = aws("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
    return str(one["StateValue"])


def test_only_the_alarm_of_the_same_dimensions_goes_off(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy({"Gpu": alarm("gpu"), "Glue": alarm("glue")})
    put(aws, "gpu")

    assert state(aws, deployed.ids["Gpu"]) == "ALARM"
    assert state(aws, deployed.ids["Glue"]) == "OK"


def test_an_alarm_ends_as_time_passes_and_tells_so(aws: Clients, stacks: Stacks) -> None:
    ends = alarm("silent", OKActions=[ref("Topic")])
    deployed = stacks.deploy({**heard_topic(), "Ends": ends})
    queue = {"QueueUrl": deployed.ids["Queue"]}
    aws("sqs").purge_queue(**queue)
    put(aws, "silent", ago_s=18)
    assert state(aws, deployed.ids["Ends"]) == "ALARM"

    messages = within_patience(lambda: aws("sqs").receive_message(**queue).get("Messages"))
    assert state(aws, deployed.ids["Ends"]) == "OK"
    [message] = messages or []
    assert "missing, missing, missing" in message["Body"]
