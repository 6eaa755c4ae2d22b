"""SageMaker's jobs, put together for one account."""

from collections.abc import Mapping
from pathlib import Path

from local.api.context import AccountContext
from local.api.message import Operation, locked
from local.batch.clients import Clients
from local.batch.cloudwatch_logs import CloudWatchLogs
from local.batch.launching import Launcher
from local.batch.publisher import Publisher
from local.sagemaker.jobs.admission import Admission
from local.sagemaker.jobs.aws_storage import AwsStores
from local.sagemaker.jobs.containers import Containers
from local.sagemaker.jobs.desk import Desks, Ports
from local.sagemaker.jobs.kinds import PROCESSING, TRAINING, TUNING
from local.sagemaker.jobs.meters import CloudWatchMeter
from local.sagemaker.jobs.network import Ec2Network
from local.sagemaker.jobs.operations import operations_of, stopping
from local.sagemaker.jobs.pace import JobPace
from local.sagemaker.jobs.processing import Processing
from local.sagemaker.jobs.processing_run import ProcessingRun
from local.sagemaker.jobs.spot import Answer, Spot
from local.sagemaker.jobs.state import State
from local.sagemaker.jobs.story import Story
from local.sagemaker.jobs.training import Training
from local.sagemaker.jobs.training_run import TrainingRun
from local.sagemaker.jobs.tuning.run import TuningRun
from local.sagemaker.jobs.tuning.service import Tuning
from local.sagemaker.jobs.workers import Workers
from local.sagemaker.jobs.workplace import Workplace
from local.sagemaker.tags import Tags


class Jobs:
    """Its operations are for a kernel of the whole service; its jobs run on threads."""

    def __init__(
        self,
        context: AccountContext,
        *,
        ports: Ports,
        tags: Tags,
        pace: JobPace,
        file_systems: Path,
        launcher: Launcher,
    ) -> None:
        self._state = State()
        self._publisher = Publisher(context.put_event)
        self._containers = Containers(context.python, launcher, pace)
        story = Story(self._state, self._publisher, tags=tags, grace_s=pace.grace_s)
        workplace = Workplace(
            context=context,
            state=self._state,
            story=story,
            desks=Desks(context, self._state, ports),
            containers=self._containers,
            pace=pace,
            file_systems=file_systems,
        )
        self._workers = Workers(story, workplace.folder)
        self._spot = Spot(self._state, pace)
        self.operations: Mapping[str, Operation] = locked(
            _operations(workplace, self._workers, tags), self._state.changed
        )

    def admin(self, method: str, path: str, body: bytes) -> Answer | None:
        """For paths under /_millrace/spot/; None is for AWS Batch to answer."""
        return self._spot.answer(method, path, body)

    def stop(self) -> None:
        """Ends every job and waits for it: call it on a thread, not on the event loop."""
        # Before the jobs end: that they end with the account is no news to anybody.
        self._publisher.stop()
        with self._state.changed:
            self._state.is_going_down = True
            self._state.changed.notify_all()
        self._containers.stop()
        self._workers.join()


def create(
    context: AccountContext,
    *,
    ports: Ports | None = None,
    tags: Tags | None = None,
    pace: JobPace | None = None,
    file_systems: Path | None = None,
    launcher: Launcher | None = None,
) -> Jobs:
    """`file_systems` is where EFS and FSx lie; give that of AWS Batch to share them with it."""
    return Jobs(
        context,
        ports=ports or aws_ports(context),
        tags=tags or Tags(),
        pace=pace or JobPace(),
        file_systems=file_systems or context.scratch / "file-systems",
        launcher=launcher or Launcher(context.python),
    )


def aws_ports(context: AccountContext) -> Ports:
    clients = Clients(context.endpoint)
    return Ports(
        stores=AwsStores(clients, context.region),
        logs=CloudWatchLogs(context.endpoint),
        meter=CloudWatchMeter(clients, context.region),
        network=Ec2Network(clients, context.region),
    )


def _operations(workplace: Workplace, workers: Workers, tags: Tags) -> dict[str, Operation]:
    context, state, story = workplace.context, workplace.state, workplace.story
    admission = Admission(context=context, state=state, story=story, workers=workers, tags=tags)
    processing = Processing(admission, ProcessingRun(workplace))
    training = Training(admission, TrainingRun(workplace))
    tuning = Tuning(admission, TuningRun(training, state, story, workplace.pace))
    stop = stopping(story)
    return {
        **operations_of(state, TRAINING, training.create, stop),
        **operations_of(state, PROCESSING, processing.create, stop),
        **operations_of(state, TUNING, tuning.create, stop),
        "ListTrainingJobsForHyperParameterTuningJob": tuning.children,
    }
