"""An event's way as Millrace builds it: rule, encrypted queue, function, dead letters, table."""

from typing import Any

from tests.local_account.templates import (
    Resource,
    allow,
    att,
    key,
    policy,
    ref,
    resource,
    role,
)

EVENTS = "events.amazonaws.com"
SOURCE = "trial"

_CODE = """
import json, os
import boto3

table = boto3.client("dynamodb")

def handler(event, context):
    failed = []
    for record in event["Records"]:
        detail = json.loads(record["body"])["detail"]
        if detail.get("is_bad"):
            failed.append({"itemIdentifier": record["messageId"]})
        else:
            item = {"id": {"S": detail["id"]}}
            table.put_item(TableName=os.environ["TABLE"], Item=item)
    return {"batchItemFailures": failed}
"""


def desk(
    *,
    key_trusts: tuple[str, ...] = (EVENTS,),
    queue_actions: tuple[str, ...] = ("Receive", "Delete"),
    table_action: str = "dynamodb:PutItem",
) -> dict[str, Resource]:
    return {
        "Key": key(*key_trusts),
        **_queues(),
        **_rule(),
        **_function(queue_actions, table_action),
    }


def _queues() -> dict[str, Resource]:
    send = allow(
        "sqs:SendMessage",
        Principal={"Service": EVENTS},
        Condition={"ArnEquals": {"aws:SourceArn": att("Rule")}},
    )
    redrive = {"deadLetterTargetArn": att("Letters"), "maxReceiveCount": 2}
    return {
        "Letters": resource("AWS::SQS::Queue"),
        "Queue": resource(
            "AWS::SQS::Queue",
            KmsMasterKeyId=att("Key"),
            VisibilityTimeout=1,
            RedrivePolicy=redrive,
        ),
        "Policy": resource(
            "AWS::SQS::QueuePolicy",
            Queues=[ref("Queue"), ref("Letters")],
            PolicyDocument=policy(send),
        ),
    }


def _rule() -> dict[str, Resource]:
    target = {
        "Id": "queue",
        "Arn": att("Queue"),
        "DeadLetterConfig": {"Arn": att("Letters")},
    }
    return {
        "Rule": resource("AWS::Events::Rule", EventPattern={"source": [SOURCE]}, Targets=[target])
    }


def _function(queue_actions: tuple[str, ...], table_action: str) -> dict[str, Resource]:
    on_queue = [f"sqs:{action}Message" for action in queue_actions]
    may = [
        allow([*on_queue, "sqs:GetQueueAttributes"], att("Queue")),
        allow("kms:Decrypt", att("Key")),
        allow(table_action, att("Table")),
    ]
    return {
        "Table": resource(
            "AWS::DynamoDB::Table",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
        ),
        "Role": role("lambda.amazonaws.com", *may),
        "Function": function(_CODE, "Role", TABLE=ref("Table")),
        "Source": resource(
            "AWS::Lambda::EventSourceMapping",
            EventSourceArn=att("Queue"),
            FunctionName=ref("Function"),
            FunctionResponseTypes=["ReportBatchItemFailures"],
        ),
    }


def function(code: str, role_id: str, **variables: Any) -> Resource:
    return resource(
        "AWS::Lambda::Function",
        Code={"ZipFile": code},
        Handler="index.handler",
        Runtime="python3.13",
        Role=att(role_id),
        Timeout=20,
        Environment={"Variables": variables},
    )
