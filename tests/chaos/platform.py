"""A small platform: a spot fleet with fair share, and the job desk with its real code."""

import io
import zipfile
from pathlib import Path
from typing import Any

from tests.local_account.templates import (
    Resource,
    allow,
    att,
    fleet,
    ref,
    resource,
    role,
)

_ROOT = Path(__file__).parents[2]
_CODE = (_ROOT / "lambda", _ROOT / "build" / "layer" / "python")
_EVENTS = "events.amazonaws.com"
_TRY_S = 15
"""Two deliveries that race for a job's item: the loser comes again after so long."""
CODE_KEY = "code.zip"


def code() -> bytes:
    """The functions of the platform as they are, and what their layer holds."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for folder in _CODE:
            for path in sorted(folder.rglob("*.py")):
                archive.write(path, str(path.relative_to(folder)))
    return packed.getvalue()


def resources(code_bucket: str) -> dict[str, Resource]:
    return {**_fleet(), **_desk(code_bucket)}


def _fleet() -> dict[str, Resource]:
    resources = fleet()
    del resources["Job"]
    policy = {"ShareDecaySeconds": 600, "ShareDistribution": [{"ShareIdentifier": "chaos"}]}
    resources["Policy"] = resource("AWS::Batch::SchedulingPolicy", FairsharePolicy=policy)
    resources["Environment"]["Properties"]["ComputeResources"]["MaxvCpus"] = 24
    resources["Queue"]["Properties"]["SchedulingPolicyArn"] = att("Policy")
    return resources


def _desk(code_bucket: str) -> dict[str, Resource]:
    send = allow("sqs:SendMessage", att("Events"), Principal={"Service": _EVENTS})
    target = {"Id": "desk", "Arn": att("Events")}
    return {
        "Events": resource("AWS::SQS::Queue", VisibilityTimeout=_TRY_S),
        "Letters": resource("AWS::SQS::Queue"),
        "Allowed": resource(
            "AWS::SQS::QueuePolicy",
            Queues=[ref("Events")],
            PolicyDocument={"Version": "2012-10-17", "Statement": [send]},
        ),
        "Rule": resource(
            "AWS::Events::Rule",
            EventPattern={"source": ["aws.batch"], "detail-type": ["Batch Job State Change"]},
            Targets=[target],
        ),
        "Ledger": resource(
            "AWS::DynamoDB::Table",
            AttributeDefinitions=[{"AttributeName": "job_id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "job_id", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
        ),
        **_function(code_bucket),
    }


def _function(code_bucket: str) -> dict[str, Resource]:
    may = [
        allow([f"sqs:{name}Message" for name in ("Receive", "Delete")], att("Events")),
        allow("sqs:GetQueueAttributes", att("Events")),
        allow("sqs:SendMessage", att("Letters")),
        allow(["dynamodb:GetItem", "dynamodb:PutItem"], att("Ledger")),
        allow("cloudwatch:PutMetricData"),
    ]
    settings: dict[str, Any] = {
        "ENVIRONMENT": "chaos",
        "LEDGER_TABLE": ref("Ledger"),
        "DEAD_LETTERS_URL": ref("Letters"),
    }
    return {
        "DeskRole": role("lambda.amazonaws.com", *may),
        "Desk": resource(
            "AWS::Lambda::Function",
            Code={"S3Bucket": code_bucket, "S3Key": CODE_KEY},
            Handler="millrace.handlers.record_job_events.handler",
            Runtime="python3.14",
            Role=att("DeskRole"),
            Timeout=_TRY_S,
            Environment={"Variables": settings},
        ),
        "Source": resource(
            "AWS::Lambda::EventSourceMapping",
            EventSourceArn=att("Events"),
            FunctionName=ref("Desk"),
            BatchSize=10,
            FunctionResponseTypes=["ReportBatchItemFailures"],
        ),
    }
