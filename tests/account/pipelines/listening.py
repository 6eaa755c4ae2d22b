"""Ears of a test: a queue that hears the bus, and one that hears a topic."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.account.conftest import Deployed

_PATTERN = {
    "source": ["aws.sagemaker"],
    "detail-type": [{"prefix": "SageMaker Model Building Pipeline Execution"}],
}


@dataclass(frozen=True)
class Ear:
    sqs: Any
    url: str
    arn: str
    _heard: list[Any] = field(default_factory=list)

    def heard(self) -> list[Any]:
        """All there was so far."""
        while got := self.sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10).get(
            "Messages"
        ):
            self._heard.extend(json.loads(one["Body"]) for one in got)
            for one in got:
                self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=one["ReceiptHandle"])
        return self._heard


@contextmanager
def hearing_pipelines(deployed: Deployed) -> Iterator[Ear]:
    events = deployed.up.session.client("events")
    with _ear(deployed, "pipelines-heard", "events.amazonaws.com") as ear:
        events.put_rule(Name="pipelines-heard", EventPattern=json.dumps(_PATTERN))
        events.put_targets(Rule="pipelines-heard", Targets=[{"Id": "ear", "Arn": ear.arn}])
        yield ear
        events.remove_targets(Rule="pipelines-heard", Ids=["ear"])
        events.delete_rule(Name="pipelines-heard")


@contextmanager
def hearing_tickets(deployed: Deployed) -> Iterator[Ear]:
    topic = deployed.output("Foundation", "TicketTopic")
    with hearing_topic(deployed, "tickets-heard", topic) as ear:
        yield ear


@contextmanager
def hearing_topic(deployed: Deployed, name: str, topic: str) -> Iterator[Ear]:
    sns = deployed.up.session.client("sns")
    with _ear(deployed, name, "sns.amazonaws.com") as ear:
        made = sns.subscribe(
            TopicArn=topic, Protocol="sqs", Endpoint=ear.arn, ReturnSubscriptionArn=True
        )
        yield ear
        sns.unsubscribe(SubscriptionArn=made["SubscriptionArn"])


@contextmanager
def _ear(deployed: Deployed, name: str, service: str) -> Iterator[Ear]:
    sqs = deployed.up.session.client("sqs")
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"][
        "QueueArn"
    ]
    allowed = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sqs:SendMessage",
        "Resource": arn,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    yield Ear(sqs, url, arn)
    sqs.delete_queue(QueueUrl=url)
