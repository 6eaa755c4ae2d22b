"""AWS Batch, put together for one account."""

from collections.abc import Mapping, Sequence

from local.api.context import AccountContext
from local.api.kernel import Kernel
from local.api.message import Operation, locked
from local.api.model import service_model
from local.api.rest_json import RestJson
from local.batch.access_points import AccessPoints, AwsAccessPoints
from local.batch.admin import Admin, Answer
from local.batch.aws_secrets import AwsSecrets
from local.batch.capacity import InstanceFacts
from local.batch.cloudwatch_logs import CloudWatchLogs
from local.batch.compute_environments import ComputeEnvironments
from local.batch.instance_facts import from_catalogue
from local.batch.job_definitions import JobDefinitions
from local.batch.job_queues import JobQueues
from local.batch.jobs import Jobs
from local.batch.lifecycle import Lifecycle
from local.batch.logs import LogSink
from local.batch.names import Names
from local.batch.pace import Pace
from local.batch.publisher import Publisher
from local.batch.runner import Runner
from local.batch.scheduler import Scheduler
from local.batch.scheduling_policies import SchedulingPolicies
from local.batch.secret_values import SecretStore
from local.batch.snapshot import Snapshot
from local.batch.spot import Spot
from local.batch.state import State
from local.batch.stops import Stops
from local.batch.tags import Tags


class Batch:
    """What ministack calls for requests to AWS Batch; the jobs run on threads of this object."""

    def __init__(
        self,
        context: AccountContext,
        *,
        instance_facts: InstanceFacts,
        logs: LogSink,
        secrets: SecretStore,
        access_points: AccessPoints,
        pace: Pace,
    ) -> None:
        state = self._state = State(Names(context))
        self._tags = Tags(state)
        self._publisher = Publisher(context.put_event)
        lifecycle = Lifecycle(state, self._publisher, pace)
        self._spot = Spot(state, self._publisher, context)
        self._admin = Admin(self._spot, pace)
        jobs = Jobs(state, lifecycle, Stops(lifecycle, pace))
        environments = ComputeEnvironments(state, context, instance_facts)
        operations = {
            **_set_up(state, environments, JobQueues(state, jobs.end_all_of), context),
            **_work(jobs, self._tags, Snapshot(state, pace)),
            **_policies(SchedulingPolicies(state)),
        }
        model = service_model("batch")
        self._kernel = Kernel(
            model, RestJson(model), locked(operations, state.changed), refusal="ClientException"
        )
        self._runner = Runner(
            context,
            lifecycle,
            logs=logs,
            secrets=secrets,
            access_points=access_points,
            pace=pace,
        )
        self.file_systems = self._runner.file_systems
        self._scheduler = Scheduler(
            state,
            lifecycle,
            self._runner,
            context=context,
            instance_facts=instance_facts,
            pace=pace,
        )

    async def __call__(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, Sequence[str]],
    ) -> Answer:
        return await self._kernel(method, path, headers, body, query_params)

    def admin(self, method: str, path: str, body: bytes) -> Answer:
        """For paths under /_millrace/spot/; quick, so it may be called on the event loop."""
        return self._admin.answer(method, path, body)

    def tagged(self) -> list[tuple[str, list[dict[str, str]]]]:
        """Each ARN with its tags, for conditions of IAM."""
        with self._state.changed:
            return [
                (arn, [{"Key": key, "Value": value} for key, value in tags.items()])
                for arn, tags in self._tags.every()
            ]

    def stop(self) -> None:
        """Ends every job and waits for it: call it on a thread, not on the event loop."""
        self._spot.stop()
        self._scheduler.stop()
        # Before the jobs end: that they end with the account is no news to anybody.
        self._publisher.stop()
        self._runner.stop()


def create(
    context: AccountContext,
    *,
    instance_facts: InstanceFacts = from_catalogue,
    logs: LogSink | None = None,
    secrets: SecretStore | None = None,
    access_points: AccessPoints | None = None,
    pace: Pace | None = None,
) -> Batch:
    return Batch(
        context,
        instance_facts=instance_facts,
        logs=logs or CloudWatchLogs(context.endpoint),
        secrets=secrets or AwsSecrets(context.endpoint, context.region),
        access_points=access_points or AwsAccessPoints(context.endpoint, context.region),
        pace=pace or Pace(),
    )


def _set_up(
    state: State, environments: ComputeEnvironments, queues: JobQueues, context: AccountContext
) -> dict[str, Operation]:
    definitions = JobDefinitions(state, context)
    return {
        "CreateComputeEnvironment": environments.create,
        "DescribeComputeEnvironments": environments.describe,
        "UpdateComputeEnvironment": environments.update,
        "DeleteComputeEnvironment": environments.delete,
        "CreateJobQueue": queues.create,
        "DescribeJobQueues": queues.describe,
        "UpdateJobQueue": queues.update,
        "DeleteJobQueue": queues.delete,
        "RegisterJobDefinition": definitions.register,
        "DescribeJobDefinitions": definitions.describe,
        "DeregisterJobDefinition": definitions.deregister,
    }


def _work(jobs: Jobs, tags: Tags, snapshot: Snapshot) -> dict[str, Operation]:
    return {
        "SubmitJob": jobs.submit,
        "DescribeJobs": jobs.describe,
        "ListJobs": jobs.list,
        "CancelJob": jobs.cancel,
        "TerminateJob": jobs.terminate,
        "GetJobQueueSnapshot": snapshot.get,
        "TagResource": tags.tag,
        "UntagResource": tags.untag,
        "ListTagsForResource": tags.list,
    }


def _policies(policies: SchedulingPolicies) -> dict[str, Operation]:
    return {
        "CreateSchedulingPolicy": policies.create,
        "DescribeSchedulingPolicies": policies.describe,
        "ListSchedulingPolicies": policies.list,
        "UpdateSchedulingPolicy": policies.update,
        "DeleteSchedulingPolicy": policies.delete,
    }
