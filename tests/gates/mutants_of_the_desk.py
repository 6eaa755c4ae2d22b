"""Faults of queues, topics, archives and tables, sown into the templates of prod."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.gates.mutants import Resources, first, put

Sow = Callable[[Resources], None]
_TABLE, _SOURCE, _RULE = (
    "AWS::DynamoDB::Table",
    "AWS::Lambda::EventSourceMapping",
    "AWS::Events::Rule",
)
_FUNCTION, _QUEUE = "AWS::Lambda::Function", "AWS::SQS::Queue"
_MANY = [f"SageMaker Something Quite Long {number:03} State Change" for number in range(45)]


def subscribe_to_nothing(resources: Resources) -> None:
    """A queue of the stack that has no policy for SNS: sown into every stack."""
    name, _ = first(resources, _QUEUE, "FeedQueue")
    for policy in resources.values():
        if policy["Type"] == "AWS::SQS::QueuePolicy":
            document = policy["Properties"]["PolicyDocument"]
            document["Statement"] = [s for s in document["Statement"] if "sns." not in str(s)]
    _sow(
        resources,
        "AWS::SNS::Subscription",
        Protocol="sqs",
        TopicArn="arn:aws:sns:us-east-1:777788889999:topic",
        Endpoint={"Fn::GetAtt": [name, "Arn"]},
    )


def archive_under_another_key(resources: Resources) -> None:
    name, _ = first(resources, "AWS::KMS::Key", "LogsKey")
    _sow(
        resources,
        "AWS::Events::Archive",
        SourceArn="arn:aws:events:us-east-1:777788889999:event-bus/default",
        KmsKeyIdentifier={"Fn::GetAtt": [name, "Arn"]},
    )


def export_without_recovery(resources: Resources) -> None:
    name, table = first(resources, _TABLE, "Ledger")
    table["PointInTimeRecoverySpecification"] = {"PointInTimeRecoveryEnabled": "false"}
    policy = first(resources, "AWS::IAM::Policy", "RecordJobEvents")[1]
    policy["PolicyDocument"]["Statement"].append(
        {
            "Effect": "Allow",
            "Action": "dynamodb:ExportTableToPointInTime",
            "Resource": {"Fn::GetAtt": [name, "Arn"]},
        }
    )


def trace_without_rights(resources: Resources) -> None:
    function = first(resources, _FUNCTION, "FindChampion")[1]
    function["TracingConfig"] = {"Mode": "Active"}


def _sow(resources: Resources, type_: str, **properties: Any) -> None:
    resources["Sown"] = {"Type": type_, "Properties": properties}


MUTANTS_OF_THE_DESK: Mapping[str, tuple[str, Sow]] = {
    "more at once than it keeps": (
        "LAM7",
        put(_SOURCE, "ScalingConfig.MaximumConcurrency", 6),
    ),
    "traces that nobody may write": ("LAM8", trace_without_rights),
    "a pattern of everything": ("EVTB", put(_RULE, "EventPattern.detail-type", _MANY, "Feed")),
    "an archive under a key for others": ("KMS9", archive_under_another_key),
    "a topic that may not send": ("SNS1", subscribe_to_nothing),
    "dead letters in order": ("SQS1", put(_QUEUE, "FifoQueue", "true", "FeedDeadLetters")),
    "records that expire by their id": (
        "DDB1",
        put(_TABLE, "TimeToLiveSpecification", {"AttributeName": "job_id", "Enabled": True}),
    ),
    "twenty-one indexes": (
        "DDB2",
        put(_TABLE, "GlobalSecondaryIndexes", [{"IndexName": f"i{n}"} for n in range(21)]),
    ),
    "an index that includes nothing": (
        "DDB3",
        put(
            _TABLE,
            "GlobalSecondaryIndexes",
            [{"IndexName": "Open", "Projection": {"ProjectionType": "INCLUDE"}}],
        ),
    ),
    "an export of what nobody keeps": ("DDB4", export_without_recovery),
}
