"""A small platform: a fleet with fair share, on spot and on-demand, and the job desk as it is."""

import io
import zipfile
from copy import deepcopy
from pathlib import Path

from tests.chaos.functions import functions
from tests.local_account.templates import Resource, allow, att, fleet, ref, resource

_ROOT = Path(__file__).parents[2]
_CODE = (_ROOT / "lambda", _ROOT / "build" / "layer" / "python")
_DATA = ".json"
"""The taxonomy of failures, beside the code that reads it."""
_EVENTS = "events.amazonaws.com"
_TRY_S = 15
"""Two deliveries that race for a job's item: the loser comes again after so long."""
CODE_KEY = "code.zip"


def code() -> bytes:
    """The functions of the platform as they are, and what their layer holds."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for folder in _CODE:
            for path in sorted(folder.rglob("*")):
                if path.suffix in (".py", _DATA):
                    archive.write(path, str(path.relative_to(folder)))
    return packed.getvalue()


def resources(code_bucket: str) -> dict[str, Resource]:
    return {**_fleet(), **_feed(), **functions({"S3Bucket": code_bucket, "S3Key": CODE_KEY})}


def _fleet() -> dict[str, Resource]:
    resources = fleet()
    del resources["Job"]
    policy = {"ShareDecaySeconds": 600, "ShareDistribution": [{"ShareIdentifier": "chaos"}]}
    resources["Policy"] = resource("AWS::Batch::SchedulingPolicy", FairsharePolicy=policy)
    resources["Environment"]["Properties"]["ComputeResources"]["MaxvCpus"] = 24
    resources["Queue"]["Properties"]["SchedulingPolicyArn"] = att("Policy")
    return {**resources, **_on_demand(resources)}


def _on_demand(resources: dict[str, Resource]) -> dict[str, Resource]:
    environment, queue = deepcopy(resources["Environment"]), deepcopy(resources["Queue"])
    environment["Properties"]["ComputeResources"] |= {
        "Type": "EC2",
        "AllocationStrategy": "BEST_FIT_PROGRESSIVE",
    }
    place = {"Order": "1", "ComputeEnvironment": att("Steady", "ComputeEnvironmentArn")}
    queue["Properties"]["ComputeEnvironmentOrder"] = [place]
    return {"Steady": environment, "SteadyQueue": queue}


def _feed() -> dict[str, Resource]:
    send = allow("sqs:SendMessage", att("Events"), Principal={"Service": _EVENTS})
    keys = ("day", "team", "open", "due", "opened_at", "job_id")
    return {
        "Events": resource("AWS::SQS::Queue", VisibilityTimeout=_TRY_S),
        "Orders": resource("AWS::SQS::Queue", VisibilityTimeout=_TRY_S),
        "Letters": resource("AWS::SQS::Queue"),
        "Notices": resource("AWS::SNS::Topic"),
        "Allowed": resource(
            "AWS::SQS::QueuePolicy",
            Queues=[ref("Events")],
            PolicyDocument={"Version": "2012-10-17", "Statement": [send]},
        ),
        "Rule": resource(
            "AWS::Events::Rule",
            EventPattern={"source": ["aws.batch"], "detail-type": ["Batch Job State Change"]},
            Targets=[{"Id": "desk", "Arn": att("Events")}],
        ),
        "Ledger": resource(
            "AWS::DynamoDB::Table",
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
            KeySchema=[{"AttributeName": "job_id", "KeyType": "HASH"}],
            GlobalSecondaryIndexes=[_index(key) for key in keys[:4]],
            BillingMode="PAY_PER_REQUEST",
        ),
    }


def _index(key: str) -> dict[str, object]:
    return {
        "IndexName": f"By{key.title()}",
        "KeySchema": [
            {"AttributeName": key, "KeyType": "HASH"},
            {"AttributeName": "opened_at", "KeyType": "RANGE"},
        ],
        "Projection": {"ProjectionType": "KEYS_ONLY"},
    }
