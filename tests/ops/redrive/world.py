"""A deployed environment with dead letters in it: SQS as far as it is used here."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from ops.pipeline.watching import Clock
from ops.redrive.__main__ import main
from tests.ops.jobs.world import environment
from tests.ops.pipeline.fake_aws import FakeAws

NOW = datetime(2026, 11, 16, 21, tzinfo=UTC)
PREFIX = "arn:aws:sqs:us-east-1:000000000000:"
HASH = "A1B2C3D4"
FEED, DEAD, WATCH, UNDELIVERED = "FeedQueue", "FeedDeadLetters", "WatchDeadLetters", "Undelivered"
BUS = "arn:aws:events:us-east-1:000000000000:event-bus/default"
STACKS = {
    "Events": {
        **dict.fromkeys((FEED, DEAD, WATCH), "AWS::SQS::Queue"),
        "WatchFleets": "AWS::Lambda::Function",
        "RecordJobEventsLogs": "AWS::Logs::LogGroup",
    },
    "Training": {
        UNDELIVERED: "AWS::SQS::Queue",
        "Ticket": "AWS::SNS::Topic",
        "TellOutcome": "AWS::Lambda::Function",
        "FindChampion": "AWS::Lambda::Function",
    },
}
TOPIC = "arn:aws:sns:us-east-1:000000000000:Ticket"


def event(id_: str, detail_type: str = "Batch Job State Change", **more: Any) -> str:
    return json.dumps({"id": id_, "detail-type": detail_type, **more})


class World:
    """What was sent to anybody is ``sent``, what was asked of a person ``asked``."""

    def __init__(self) -> None:
        self.letters: dict[str, dict[str, dict[str, Any]]] = {DEAD: {}, WATCH: {}, UNDELIVERED: {}}
        self.hidden: set[str] = set()
        self.sent: list[tuple[str, str]] = []
        self.kept: dict[str, bytes] = {}
        self.states = ["STARTING", "RUNNING", "COMPLETED"]
        self.logged: list[Any] = []
        self.asked: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None
        """What happens while somebody is asked."""
        self.aws = FakeAws(
            {
                "ListStacks": self._list_stacks,
                "ListStackResources": self._list_resources,
                "DescribeStacks": self._stack,
                "GetQueueAttributes": self._attributes,
                "ReceiveMessage": self._receive,
                "ChangeMessageVisibilityBatch": self._change,
                "DeleteMessage": self._delete,
                "SendMessage": self._send,
                "Invoke": self._invoke,
                "Publish": self._publish,
                "GetFunctionConfiguration": self._function,
                "DescribeAlarmsForMetric": self._alarms,
                "GetCallerIdentity": lambda _: {"Arn": "arn:aws:sts::1:assumed-role/Dev/alice"},
                "PutObject": self._put,
                "DescribeArchive": lambda _: {
                    "ArchiveArn": "arn:aws:events:a",
                    "EventSourceArn": BUS,
                },
                "ListRuleNamesByTarget": lambda _: {"RuleNames": ["Batch", "SageMaker"]},
                "DescribeRule": self._rule,
                "StartReplay": lambda _: {},
                "DescribeReplay": lambda _: {"State": self.states.pop(0)},
                "FilterLogEvents": lambda _: {"events": [{"message": one} for one in self.logged]},
            }
        )

    def run(self, *line: str, answer: str = "", sleep: Any = lambda _: None) -> int:
        def answered(question: str) -> str:
            self.asked.append(question)
            self.meanwhile()
            return answer

        clock = Clock(now=lambda: NOW, sleep=sleep)
        return main(line, connect=self.aws.connect, load=environment, clock=clock, answer=answered)

    def dies(
        self, id_: str, body: str, queue: str = DEAD, moved_from: str = "", **told: str
    ) -> None:
        """A letter that was first sent a minute before the one that came after it."""
        ago = timedelta(minutes=30 - sum(map(len, self.letters.values())))
        system = {"SentTimestamp": str(int((NOW - ago).timestamp() * 1000))}
        if moved_from:
            system["DeadLetterQueueSourceArn"] = f"{PREFIX}{moved_from}"
        self.letters[queue][id_] = {
            "MessageId": id_,
            "ReceiptHandle": f"r-{id_}",
            "Body": body,
            "Attributes": system,
            "MessageAttributes": {
                name: {"DataType": "String", "StringValue": one} for name, one in told.items()
            },
        }

    def _list_stacks(self, _asked: Any) -> Mapping[str, Any]:
        names = [*(f"Millrace-local-{part}" for part in STACKS), "Millrace-dev-Events"]
        common = {"CreationTime": NOW, "StackStatus": "UPDATE_COMPLETE"}
        gone = {"StackName": "Millrace-local-Old", **common, "StackStatus": "DELETE_COMPLETE"}
        return {"StackSummaries": [gone, *({"StackName": name, **common} for name in names)]}

    def _list_resources(self, asked: Any) -> Mapping[str, Any]:
        held = STACKS[asked["StackName"].removeprefix("Millrace-local-")]
        common = {"LastUpdatedTimestamp": NOW, "ResourceStatus": "CREATE_COMPLETE"}
        return {
            "StackResourceSummaries": [
                {
                    "LogicalResourceId": f"{name}{HASH}",
                    "ResourceType": type_,
                    "PhysicalResourceId": {
                        "AWS::SQS::Queue": f"https://sqs/{name}",
                        "AWS::SNS::Topic": TOPIC,
                    }.get(type_, name),
                    **common,
                }
                for name, type_ in held.items()
            ]
        }

    def _stack(self, asked: Any) -> Mapping[str, Any]:
        outputs = {
            "LogsBucket": "logs",
            "JobEvents": f"https://sqs/{FEED}",
            "EventArchive": "archive",
        }
        told = [{"OutputKey": key, "OutputValue": one} for key, one in outputs.items()]
        common = {"CreationTime": NOW, "StackStatus": "UPDATE_COMPLETE"}
        return {"Stacks": [{"StackName": asked["StackName"], "Outputs": told, **common}]}

    def _attributes(self, asked: Any) -> Mapping[str, Any]:
        name = asked["QueueUrl"].rpartition("/")[2]
        letters = self.letters.get(name, {})
        told = {
            "QueueArn": f"{PREFIX}{name}",
            "ApproximateNumberOfMessages": str(len(letters.keys() - self.hidden)),
            "ApproximateNumberOfMessagesNotVisible": str(len(letters.keys() & self.hidden)),
            "MessageRetentionPeriod": str(14 * 24 * 3600),
        }
        if name == FEED:
            told["RedrivePolicy"] = json.dumps({"deadLetterTargetArn": f"{PREFIX}{DEAD}"})
        return {"Attributes": told}

    def _receive(self, asked: Any) -> Mapping[str, Any]:
        letters = self.letters[asked["QueueUrl"].rpartition("/")[2]]
        seen = [one for id_, one in letters.items() if id_ not in self.hidden]
        taken = seen[: asked["MaxNumberOfMessages"]]
        self.hidden |= {one["MessageId"] for one in taken}
        return {"Messages": taken} if taken else {}

    def _change(self, asked: Any) -> Mapping[str, Any]:
        assert 0 < len(asked["Entries"]) <= 10
        assert {one["VisibilityTimeout"] for one in asked["Entries"]} == {0}
        self.hidden -= {one["ReceiptHandle"].removeprefix("r-") for one in asked["Entries"]}
        return {"Successful": [{"Id": one["Id"]} for one in asked["Entries"]], "Failed": []}

    def _delete(self, asked: Any) -> Mapping[str, Any]:
        del self.letters[asked["QueueUrl"].rpartition("/")[2]][asked["ReceiptHandle"][2:]]
        return {}

    def _send(self, asked: Any) -> Mapping[str, Any]:
        self.sent.append((asked["QueueUrl"].rpartition("/")[2], asked["MessageBody"]))
        return {"MessageId": "new", "MD5OfMessageBody": "x"}

    def _invoke(self, asked: Any) -> Mapping[str, Any]:
        assert asked["InvocationType"] == "Event", "nobody waits for the answer"
        self.sent.append((asked["FunctionName"], asked["Payload"].decode()))
        return {"StatusCode": 202}

    def _publish(self, asked: Any) -> Mapping[str, Any]:
        self.sent.append((asked["TopicArn"], asked["Message"]))
        return {"MessageId": "new"}

    def _function(self, asked: Any) -> Mapping[str, Any]:
        queue = WATCH if asked["FunctionName"] == "WatchFleets" else UNDELIVERED
        return {"DeadLetterConfig": {"TargetArn": f"{PREFIX}{queue}"}}

    def _alarms(self, asked: Any) -> Mapping[str, Any]:
        [dimension] = asked["Dimensions"]
        says = "an event could not be recorded (docs/alarms.md, Dead letters)"
        alarms = [{"AlarmName": "a", "AlarmDescription": says}]
        return {"MetricAlarms": alarms if dimension["Value"] == DEAD else []}

    def _put(self, asked: Any) -> Mapping[str, Any]:
        self.kept[f"s3://{asked['Bucket']}/{asked['Key']}"] = asked["Body"]
        return {}

    def _rule(self, asked: Any) -> Mapping[str, Any]:
        types = {
            "Batch": ["Batch Job State Change", "Batch Job Queue Blocked"],
            "SageMaker": ["SageMaker Training Job State Change"],
        }
        pattern = json.dumps({"detail-type": types[asked["Name"]]})
        return {"Arn": f"arn:aws:events:rule/{asked['Name']}", "EventPattern": pattern}
