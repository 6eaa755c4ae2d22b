"""Tells of what nobody uses, and stops it when nobody has objected."""

from collections.abc import Iterator

from aws_cdk import ArnFormat, Duration, Stack
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.desk.room import Room
from constructs_lib.desk.rounds import Round
from constructs_lib.findings import accept

_EVERY = Duration.hours(1)
_TIMEOUT = Duration.minutes(5)
_FINDING = "AwsSolutions::AwsSolutions-IAM5[Resource::{}]"
_ENVIRONMENT_TAG = "millrace:environment"


class IdleReaper(Round):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        room: Room,
        idle: Duration,
        notice: Duration,
        ticket: AlertTopic,
    ) -> None:
        super().__init__(
            scope,
            id,
            room=room,
            handler="reap_idle",
            description="stops what nobody uses, after a notice",
            settings={
                "ENVIRONMENT": room.environment,
                "TICKETS_TOPIC": ticket.topic_arn,
                "IDLE_HOURS": str(int(idle.to_hours())),
                "NOTICE_HOURS": str(int(notice.to_hours())),
            },
            every=_EVERY,
            timeout=_TIMEOUT,
        )
        ticket.grant_tell(self.function)
        self.function.execution_role.add_managed_policy(room.looking)
        self._grant_look()
        for actions, kind in (
            (("DeleteEndpoint",), "endpoint"),
            (("DescribeNotebookInstance", "StopNotebookInstance"), "notebook-instance"),
        ):
            self._grant_stop([f"sagemaker:{name}" for name in (*actions, "AddTags")], kind, room)

    def _grant_look(self) -> None:
        self.function.add_to_role_policy(iam.PolicyStatement(actions=[*_looks()], resources=["*"]))
        accept(
            self.function.execution_role,
            _FINDING.format("*"),
            because="what is unused is found by actions that list and measure, and know no "
            "resource; it changes nothing",
        )

    def _grant_stop(self, actions: list[str], kind: str, room: Room) -> None:
        every = Stack.of(self).format_arn(
            service="sagemaker",
            resource=kind,
            resource_name="*",
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )
        self.function.add_to_role_policy(
            iam.PolicyStatement(
                actions=sorted(actions),
                resources=[every],
                conditions={
                    "StringEquals": {f"aws:ResourceTag/{_ENVIRONMENT_TAG}": room.environment}
                },
            )
        )
        accept(
            self.function.execution_role,
            _FINDING.format(Stack.of(self).resolve(every)),
            because="people name what they make; the condition admits what carries the tag of "
            "the environment",
        )


def _looks() -> Iterator[str]:
    yield from ("cloudwatch:GetMetricData", "ec2:DescribeInstances")
    yield from (f"sagemaker:List{kind}" for kind in ("Endpoints", "NotebookInstances", "Tags"))
