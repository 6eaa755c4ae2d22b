"""Which section of docs/alarms.md is about a queue: the alarm on it says so itself."""

import re
from typing import TYPE_CHECKING

from ops.redrive.queues import DeadQueue

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient

_NAMED = re.compile(r"\((docs/alarms\.md), ([^)]+)\)")


def section(aws: "CloudWatchClient", queue: DeadQueue) -> str | None:
    alarms = aws.describe_alarms_for_metric(
        MetricName="ApproximateNumberOfMessagesVisible",
        Namespace="AWS/SQS",
        Dimensions=[{"Name": "QueueName", "Value": queue.queue_name}],
    )["MetricAlarms"]
    for alarm in alarms:
        if found := _NAMED.search(alarm.get("AlarmDescription", "")):
            return f"{found[1]}#{found[2].lower().replace(' ', '-')}"
    return None
