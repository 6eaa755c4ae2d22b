"""Carries out what the desk has decided about jobs: each order once."""

from collections.abc import Collection, Mapping, Sequence

from aws_cdk import ArnFormat, Duration, Stack, Tags
from aws_cdk import aws_batch as batch
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.desk.fleets import Knowledge, Part
from constructs_lib.desk.job_ledger import JobLedger
from constructs_lib.desk.orders import OrderQueue
from constructs_lib.desk.room import DeskFunction, Room
from constructs_lib.findings import accept

_FINDING = "AwsSolutions::AwsSolutions-IAM5[Resource::{}]"
_ENVIRONMENT_TAG = "millrace:environment"


class JobActor(DeskFunction):
    TIMEOUT = Duration.seconds(60)
    """The lease of an order is this and five minutes."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        room: Room,
        orders: OrderQueue,
        ledger: JobLedger,
        page: AlertTopic,
        ticket: AlertTopic,
        teams: Mapping[str, AlertTopic],
        knowledge: Knowledge,
    ) -> None:
        told = {name: topic.topic_arn for name, topic in teams.items()}
        super().__init__(
            scope,
            id,
            room=room,
            handler="act_on_jobs",
            description="carries out what the job desk has ordered",
            settings={
                "ENVIRONMENT": room.environment,
                "LEDGER_TABLE": ledger.table_name,
                "TICKETS_TOPIC": ticket.topic_arn,
                "PAGES_TOPIC": page.topic_arn,
                "TEAM_TOPICS": Stack.of(scope).to_json_string(told),
                "FLEETS": knowledge.setting([Part.QUEUES, Part.SIZES]),
            },
            timeout=self.TIMEOUT,
        )
        self._environment = room.environment
        self.add_dead_letters(orders.dead_letters)
        orders.add_consumer(self)
        ledger.grant_settle(self)
        for policy in (room.looking, room.moving):
            self.execution_role.add_managed_policy(policy)
        for topic in (page, ticket, *teams.values()):
            topic.grant_tell(self)
        self._may_submit_to(knowledge.queues)

    def may_submit(self, definitions: Collection[batch.IJobDefinition]) -> None:
        """Any revision of them: each deployment makes one."""
        for definition in definitions:
            Tags.of(definition).add(_ENVIRONMENT_TAG, self._environment)

    def may_go_on(self, pipelines: Collection[str]) -> None:
        """Pipelines of SageMaker, by their names: executions that failed go on where they were."""
        if pipelines:
            executions = [
                self._arn("sagemaker", "pipeline", f"{name}/execution/*") for name in pipelines
            ]
            self._allow(
                ["sagemaker:ListPipelineExecutionSteps", "sagemaker:RetryPipelineExecution"],
                executions,
            )

    def _may_submit_to(self, queues: Sequence[batch.IJobQueue]) -> None:
        """AWS Batch asks for both: the queue is named, the definition known by its tag."""
        if queues:
            self._allow(["batch:SubmitJob"], [queue.job_queue_arn for queue in queues])
        revisions = self._arn("batch", "job-definition", "*:*")
        ours = {"StringEquals": {f"aws:ResourceTag/{_ENVIRONMENT_TAG}": self._environment}}
        self._allow(["batch:SubmitJob"], [revisions], ours)
        self._accept(
            revisions,
            because="each deployment makes a revision: the condition names the environment's, "
            "and they run in its queues only",
        )

    def _arn(self, service: str, resource: str, name: str) -> str:
        return Stack.of(self).format_arn(
            service=service,
            resource=resource,
            resource_name=name,
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )

    def _allow(
        self,
        actions: Sequence[str],
        resources: Sequence[str],
        conditions: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.add_to_role_policy(
            iam.PolicyStatement(
                actions=list(actions), resources=list(resources), conditions=conditions
            )
        )

    def _accept(self, resource: str, *, because: str) -> None:
        named = Stack.of(self).resolve(resource)
        accept(self.execution_role, _FINDING.format(named), because=because)
