"""The two functions of the job desk that the storm needs, with the rights that they have in AWS."""

from collections.abc import Mapping
from typing import Any

from tests.local_account.templates import Resource, allow, att, ref, resource, role

_TIMEOUT_S = 15
_MANY = {"BatchSize": 100, "MaximumBatchingWindowInSeconds": 1}
_POLICY = (
    '{"retries":1,"on_demand_after_spot":true,"larger_after_out_of_memory":true,"keep_days":30}'
)
_FLEETS = (
    '{"chaos":{"queues":{"${Queue.JobQueueArn}":{"on_demand":"${SteadyQueue.JobQueueArn}"},'
    '"${SteadyQueue.JobQueueArn}":{"spot":"${Queue.JobQueueArn}"}}}}'
)


def functions(code: Mapping[str, str]) -> dict[str, Resource]:
    return {**_recorder(code), **_actor(code)}


def _recorder(code: Mapping[str, str]) -> dict[str, Resource]:
    may = [
        *_may_consume("Events"),
        allow("sqs:SendMessage", [att("Letters"), att("Orders")]),
        allow([f"dynamodb:{name}Item" for name in ("Get", "BatchGet", "Put")], att("Ledger")),
        allow("cloudwatch:PutMetricData"),
    ]
    settings = {
        "ENVIRONMENT": "chaos",
        "LEDGER_TABLE": ref("Ledger"),
        "DEAD_LETTERS_URL": ref("Letters"),
        "ORDERS_URL": ref("Orders"),
        "POLICY": _POLICY,
        "FLEETS": {"Fn::Sub": _FLEETS},
    }
    return {
        "DeskRole": role("lambda.amazonaws.com", *may),
        "Desk": _function("record_job_events", code, settings, role="DeskRole"),
        "DeskSource": _source("Events", "Desk", **_MANY),
    }


def _actor(code: Mapping[str, str]) -> dict[str, Resource]:
    may = [
        *_may_consume("Orders"),
        allow([f"dynamodb:{name}Item" for name in ("Get", "Put")], att("Ledger")),
        allow("sns:Publish", ref("Notices")),
        allow([f"batch:{name}" for name in ("DescribeJobs", "ListJobs", "SubmitJob")]),
        allow("batch:TagResource", {"Fn::Sub": "arn:aws:batch:${AWS::Region}:*:job/*"}),
        allow("cloudwatch:PutMetricData"),
    ]
    settings = {
        "ENVIRONMENT": "chaos",
        "LEDGER_TABLE": ref("Ledger"),
        "TICKETS_TOPIC": ref("Notices"),
        "PAGES_TOPIC": ref("Notices"),
        "TEAM_TOPICS": "{}",
        "FLEETS": {"Fn::Sub": _FLEETS},
    }
    return {
        "ActorRole": role("lambda.amazonaws.com", *may),
        "Actor": _function("act_on_jobs", code, settings, role="ActorRole"),
        "ActorSource": _source("Orders", "Actor", BatchSize=10),
    }


def _may_consume(queue: str) -> list[dict[str, Any]]:
    actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    return [allow(actions, att(queue))]


def _function(
    handler: str, code: Mapping[str, str], settings: Mapping[str, Any], *, role: str
) -> Resource:
    return resource(
        "AWS::Lambda::Function",
        Code=dict(code),
        Handler=f"millrace.handlers.{handler}.handler",
        Runtime="python3.14",
        Role=att(role),
        Timeout=_TIMEOUT_S,
        Environment={"Variables": dict(settings)},
    )


def _source(queue: str, function: str, **more: int) -> Resource:
    return resource(
        "AWS::Lambda::EventSourceMapping",
        EventSourceArn=att(queue),
        FunctionName=ref(function),
        FunctionResponseTypes=["ReportBatchItemFailures"],
        **more,
    )
