"""SageMaker, put together for one account: pipelines, their jobs, and the model registry."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from local.api.aws_json import AwsJson
from local.api.context import AccountContext
from local.api.errors import ApiError
from local.api.kernel import Kernel
from local.api.message import Operation, locked
from local.api.model import service_model
from local.batch.publisher import Event, Publisher
from local.sagemaker.engine.clients import AccountClients
from local.sagemaker.engine.desk import Desk
from local.sagemaker.engine.engine import Engine
from local.sagemaker.engine.works.table import runnable
from local.sagemaker.executions import Executions
from local.sagemaker.gate import Gate, open_gate
from local.sagemaker.jobs import service as jobs_service
from local.sagemaker.kept.shelves import Shelves
from local.sagemaker.meter import Meter
from local.sagemaker.models import Models
from local.sagemaker.names import Names
from local.sagemaker.none_yet import NONE_YET
from local.sagemaker.pace import Pace
from local.sagemaker.pipelines import Pipelines
from local.sagemaker.registry.groups import Groups
from local.sagemaker.registry.packages import Packages
from local.sagemaker.registry.records import Registry
from local.sagemaker.state import State
from local.sagemaker.tags import Tags

Answer = tuple[int, dict[str, str], bytes]


class Jobs(Protocol):
    """The jobs that the steps of pipelines start."""

    @property
    def operations(self) -> Mapping[str, Operation]: ...

    def admin(self, method: str, path: str, body: bytes) -> Answer | None: ...

    def stop(self) -> None: ...


class SageMaker:
    """What the emulator calls for requests to SageMaker; executions run on its threads."""

    def __init__(
        self, context: AccountContext, *, jobs: Jobs, tags: Tags, pace: Pace, gate: Gate
    ) -> None:
        names = Names(context)
        self._jobs = jobs
        self._gate = gate
        self._publisher = Publisher(context.put_event)
        state = State(names, tags)
        account = AccountClients(context)
        self._meter = Meter(account)
        desk = Desk(state, self._tell)
        self._engine = Engine(state, desk, account=account, pace=pace)
        registry = Registry()
        groups = Groups(registry, names, tags)
        packages = Packages(registry, groups, names, tags, self._publisher.publish)
        own = {
            **NONE_YET,
            **Pipelines(state, context, types=runnable(jobs.operations)).operations,
            **Executions(state, self._engine).operations,
            **groups.operations,
            **packages.operations,
            **Models(names, tags).operations,
            **Shelves(tags).operations,
            **tags.operations,
        }
        model = service_model("sagemaker")
        self._wire = AwsJson(model)
        self._kernel = Kernel(model, self._wire, {**locked(own, state.changed), **jobs.operations})

    async def __call__(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        query_params: Mapping[str, Sequence[str]],
    ) -> Answer:
        try:
            with self._gate(headers, body):
                return await self._kernel(method, path, headers, body, query_params)
        except ApiError as error:
            refused = self._wire.refusal(error)
            return refused.status, refused.headers, refused.body

    def admin(self, method: str, path: str, body: bytes) -> Answer | None:
        """For paths under /_millrace/spot/; None is for AWS Batch to answer."""
        return self._jobs.admin(method, path, body)

    def stop(self) -> None:
        """Ends every execution and every job: call it on a thread, not on the event loop."""
        # Before anything ends: that it ends with the account is no news to anybody.
        self._publisher.stop()
        self._meter.stop()
        self._engine.shut_down()
        self._jobs.stop()

    def _tell(self, event: Event) -> None:
        self._publisher.publish(event)
        self._meter.hear(event)


def create(
    context: AccountContext,
    *,
    jobs: Jobs | None = None,
    pace: Pace | None = None,
    gate: Gate = open_gate,
    file_systems: Path | None = None,
) -> SageMaker:
    """`file_systems` is where those of AWS Batch lie, to share them with its jobs."""
    tags = Tags()
    return SageMaker(
        context,
        jobs=jobs or jobs_service.create(context, tags=tags, file_systems=file_systems),
        tags=tags,
        pace=pace or Pace(),
        gate=gate,
    )
