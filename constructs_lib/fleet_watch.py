"""Looks at the fleets every five minutes: who waits, what is near its cap, what takes no jobs."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import Duration, Stack
from aws_cdk import aws_batch as batch
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.dead_letters import DeadLetters
from constructs_lib.domain_key import DomainKey
from constructs_lib.findings import accept
from constructs_lib.job_ledger import JobLedger
from constructs_lib.metrics import may_publish
from constructs_lib.platform_function import PlatformFunction, PlatformLayer

EVERY = Duration.minutes(5)
_TIMEOUT = Duration.minutes(2)


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A fleet, as far as it is watched."""

    name: str
    """The dimension ``Fleet`` of its metrics."""
    queues: Mapping[str, batch.IJobQueue]
    environments: Sequence[batch.IComputeEnvironment]
    has_gpus: bool
    on_spot: Collection[str] = ()
    """The queues whose jobs may lose their instance."""

    @property
    def tells_vcpus(self) -> bool:
        """Fargate does not say how many it uses."""
        fargate = batch.FargateComputeEnvironment
        return not all(isinstance(part, fargate) for part in self.environments)


class FleetWatch(Construct):
    """A round that fails is tried twice more by Lambda, and then a dead letter."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: str,
        fleets: Sequence[Watched],
        ledger: JobLedger,
        key: DomainKey,
        layer: PlatformLayer,
        log_group: logs.ILogGroup,
    ) -> None:
        super().__init__(scope, id)
        self.dead_letters = DeadLetters(self, "DeadLetters", key=key)
        self.function = PlatformFunction(
            self,
            "WatchFleets",
            handler="watch_fleets",
            description="measures how the fleets stand",
            settings={
                "ENVIRONMENT": environment,
                "FLEETS": Stack.of(self).to_json_string(_as_json(fleets)),
                "LEDGER_TABLE": ledger.table_name,
            },
            layer=layer,
            timeout=_TIMEOUT,
            log_group=log_group,
            key=key,
        )
        self.function.add_dead_letters(self.dead_letters)
        events.Rule(
            self,
            "Schedule",
            schedule=events.Schedule.rate(EVERY),
            targets=[
                targets.LambdaFunction(
                    self.function,
                    dead_letter_queue=self.dead_letters,
                    retry_attempts=2,
                    max_event_age=EVERY,
                )
            ],
        )
        ledger.grant_look_up(self.function)
        self._grant_look()

    def alarm_on_failure(self, topic: AlertTopic) -> None:
        self.dead_letters.alarm_on_arrival(
            self,
            "Failed",
            description="nobody looks at the fleets: a round failed three times "
            "(docs/alarms.md, Watch failed)",
            topic=topic,
        )

    def _grant_look(self) -> None:
        self.function.add_to_role_policy(
            iam.PolicyStatement(
                actions=[
                    "batch:DescribeComputeEnvironments",
                    "batch:DescribeJobQueues",
                    "batch:ListJobs",
                ],
                resources=["*"],
            )
        )
        self.function.add_to_role_policy(may_publish())
        accept(
            self.function.execution_role,
            "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
            because="AWS Batch describes and lists by actions that know no resource; nor is a "
            "metric one: its namespace is named by condition",
        )


def _as_json(fleets: Sequence[Watched]) -> dict[str, dict[str, list[str]]]:
    return {
        fleet.name: {
            "queues": [queue.job_queue_arn for queue in fleet.queues.values()],
            "environments": [part.compute_environment_arn for part in fleet.environments],
        }
        for fleet in fleets
    }
