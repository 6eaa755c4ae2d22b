"""One container of a training job, on one machine."""

import time

from local.batch.outcome import Outcome
from local.batch.sandbox import Sandbox
from local.sagemaker.jobs import channels, configuration, endings
from local.sagemaker.jobs.containers import Container, Mount
from local.sagemaker.jobs.desk import Desk
from local.sagemaker.jobs.failures import client_error
from local.sagemaker.jobs.job_log import JobLog
from local.sagemaker.jobs.mirror import Mirror
from local.sagemaker.jobs.ml_folder import ROOT, MlFolder
from local.sagemaker.jobs.pipes import Pipe, flowing
from local.sagemaker.jobs.plans import Plan, Words
from local.sagemaker.jobs.storage import S3Uri
from local.sagemaker.jobs.surroundings import surroundings
from local.sagemaker.jobs.transfer import download, objects, relative
from local.sagemaker.jobs.workplace import Workplace

_CHECKPOINTS = f"{ROOT}/checkpoints"


class Attempt:
    def __init__(self, workplace: Workplace, desk: Desk, plan: Plan, place: Sandbox) -> None:
        self.desk = desk
        self.job = desk.job
        self.plan = plan
        self.ml: MlFolder = workplace.ml(place)
        self.ran_s = 0.0
        self.words = Words([])
        self.log: JobLog = desk.log()
        self._pipes: list[Pipe] = []
        self._workplace = workplace
        self._place = place

    def run(self, *, left_s: float) -> Outcome:
        """Raises JobFailedError if the container cannot be prepared."""
        story = self._workplace.story
        self._workplace.find_machine(self.job)
        story.enters(self.job, "Downloading", "Downloading input data")
        container, mirror = self._prepared()
        order = self.job.leash.order
        if order:
            return Outcome(status_reason=order.status_reason)
        story.enters(
            self.job, "Training", "Training image download completed. Training in progress."
        )
        story.runs(self.job)
        return self._watched(container, mirror, left_s)

    def _watched(self, container: Container, mirror: Mirror | None, left_s: float) -> Outcome:
        began = time.monotonic()
        limits = {endings.TOO_LONG: left_s}
        if mirror:
            mirror.start()
        try:
            grace_s = self._workplace.pace.grace_s
            with flowing(self._pipes), endings.deadlines(self.job, limits, grace_s=grace_s):
                return self._workplace.containers.run(container, self.job.leash, self.log)
        finally:
            self.ran_s = time.monotonic() - began
            if mirror:
                mirror.finish()

    def _prepared(self) -> tuple[Container, Mirror | None]:
        request, ml = self.job.request, self.ml
        inputs = request.get("InputDataConfig", [])
        configuration.write_for_training(self.job, ml)
        for channel in inputs:
            self._bring(channel)
        mounts = channels.mounts(inputs, self._workplace.file_systems, ml)
        mirror = self._checkpoints(mounts)
        self.words = self.plan.words(self.desk, ml)
        return self._container(mounts), mirror

    def _bring(self, channel: channels.Channel) -> None:
        name, data = channel["ChannelName"], self.ml.made(channels.DATA)
        if channels.is_piped(channel, self.job.request):
            spool = self._place.volumes / name
            channels.bring(channel, self.desk, spool)
            self._pipes.append(Pipe(data, name, spool))
        else:
            channels.bring(channel, self.desk, data / name)

    def _container(self, mounts: dict[str, Mount]) -> Container:
        request, context = self.job.request, self._workplace.context
        own = {
            "TRAINING_JOB_NAME": self.job.name,
            "TRAINING_JOB_ARN": self.job.arn,
            **self.words.environment,
            **request.get("Environment", {}),
        }
        credentials = {} if request.get("EnableNetworkIsolation") else self.desk.credentials
        return Container(
            command=self.words.command,
            environment=surroundings(context, self._place, self.ml, credentials, own),
            folder=self.ml.made("code"),
            place=self._place,
            ml=self.ml,
            mounts=mounts,
        )

    def _checkpoints(self, mounts: dict[str, Mount]) -> Mirror | None:
        wanted = self.job.request.get("CheckpointConfig")
        if not wanted:
            return None
        source, folder = S3Uri.of(wanted["S3Uri"]), self.ml.made("checkpoints")
        local = wanted.get("LocalPath", _CHECKPOINTS).rstrip("/")
        if local != _CHECKPOINTS:
            if not self.ml.is_mounted:
                raise client_error(f"this machine allows no mounts, which {local} needs")
            mounts[local] = Mount(folder)
        for key in objects(self.desk.store, source.as_folder()):
            download(self.desk.store, S3Uri(source.bucket, key), folder / relative(key, source.key))
        return Mirror(
            self.desk.store, folder, source, kms_key=None, every_s=self._workplace.pace.sync_s
        )
