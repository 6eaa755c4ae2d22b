"""A processing job: its inputs, its container, its outputs."""

from local.batch.outcome import Outcome
from local.batch.sandbox import Sandbox, sandbox
from local.sagemaker.jobs import configuration, endings
from local.sagemaker.jobs.containers import Container
from local.sagemaker.jobs.desk import Desk
from local.sagemaker.jobs.failures import with_tail
from local.sagemaker.jobs.images import Image, cannot_run
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.job_log import JobLog
from local.sagemaker.jobs.ml_folder import MlFolder
from local.sagemaker.jobs.processing_data import Outputs, bring
from local.sagemaker.jobs.surroundings import surroundings
from local.sagemaker.jobs.workplace import Workplace

_DEFAULT_MAX_RUNTIME_S = 86_400


class ProcessingRun:
    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def __call__(self, job: Job) -> None:
        desk = self._workplace.desks.open(job)
        _check_image(job, account_id=self._workplace.context.account_id)
        desk.check_network(job.request.get("NetworkConfig", {}).get("VpcConfig"))
        with sandbox(self._workplace.folder / job.name) as place:
            ml = self._workplace.ml(place)
            log = desk.log()
            outcome = self._outcome(desk, place, ml, log)
            self._settle(job, ml, outcome, log)

    def _outcome(self, desk: Desk, place: Sandbox, ml: MlFolder, log: JobLog) -> Outcome:
        job = desk.job
        self._workplace.find_machine(job)
        for one in job.request.get("ProcessingInputs", []):
            bring(one, desk, ml)
        configuration.write_for_processing(job, ml)
        outputs = Outputs(desk, ml, every_s=self._workplace.pace.sync_s)
        order = job.leash.order
        if order:
            return Outcome(status_reason=order.status_reason)
        self._workplace.story.runs(job)
        outputs.start()
        outcome = self._run(self._container(desk, place, ml), job, log)
        outputs.finish(is_success=outcome.is_success)
        return outcome

    def _run(self, container: Container, job: Job, log: JobLog) -> Outcome:
        pace = self._workplace.pace
        limit = job.request.get("StoppingCondition", {}).get("MaxRuntimeInSeconds")
        limits = {endings.TOO_LONG: (limit or _DEFAULT_MAX_RUNTIME_S) * pace.second_s}
        with endings.deadlines(job, limits, grace_s=pace.grace_s):
            return self._workplace.containers.run(container, job.leash, log)

    def _container(self, desk: Desk, place: Sandbox, ml: MlFolder) -> Container:
        job, application = desk.job, desk.job.request["AppSpecification"]
        told = [
            *application["ContainerEntrypoint"],
            *application.get("ContainerArguments", []),
        ]
        is_isolated = job.request.get("NetworkConfig", {}).get("EnableNetworkIsolation")
        return Container(
            command=[ml.translated(word) for word in told],
            environment=surroundings(
                self._workplace.context,
                place,
                ml,
                {} if is_isolated else desk.credentials,
                {"PROCESSING_JOB_NAME": job.name, **job.request.get("Environment", {})},
            ),
            folder=place.home,
            place=place,
            ml=ml,
        )

    def _settle(self, job: Job, ml: MlFolder, outcome: Outcome, log: JobLog) -> None:
        story = self._workplace.story
        message = ml.read("output/message")
        if message:
            job.facts["ExitMessage"] = message[:1024]
        if outcome.is_success:
            story.ends(job, "Completed")
        elif outcome.status_reason in (endings.ASKED, endings.TOO_LONG):
            sentence = endings.REASONS.get(outcome.status_reason)
            reason = f"{outcome.status_reason}: {sentence}" if sentence else None
            story.ends(job, "Stopped", with_tail(reason, log.tail) if reason else None)
        else:
            said = ml.read("output/failure") or log.last_line
            reason = f"AlgorithmError: {said}, exit code: {outcome.exit_code}"
            story.ends(job, "Failed", with_tail(reason, log.tail))


def _check_image(job: Job, *, account_id: str) -> None:
    application = job.request["AppSpecification"]
    image = Image.of(application["ImageUri"], account_id=account_id)
    if not image.is_known:
        raise cannot_run(image.uri, "it is none that it knows")
    if not application.get("ContainerEntrypoint"):
        raise cannot_run(image.uri, "ContainerEntrypoint does not say what to run in it")
