"""Training on spot: how long it may take with its waiting."""

from collections.abc import Iterator

from rules.definitions.definition import Definition
from rules.definitions.jobs import TrainingJob, training_jobs
from rules.definitions.mistake import Mistake
from rules.definitions.values import whole

_RUN, _WAIT = "MaxRuntimeInSeconds", "MaxWaitTimeInSeconds"


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    for job in training_jobs(definition):
        for says in _wrong(job, definition):
            yield Mistake("spot", f"{job.path}.StoppingCondition", says)


def _wrong(job: TrainingJob, definition: Definition) -> Iterator[str]:
    on_spot = definition.settled(job.get("EnableManagedSpotTraining"))
    run = whole(definition.settled(job.get(f"StoppingCondition.{_RUN}")))
    given = job.get(f"StoppingCondition.{_WAIT}")
    wait = whole(definition.settled(given))
    if on_spot is True:
        if given is None:
            yield f"on spot {_WAIT} is needed: run and wait together"
        elif run is not None and wait is not None and wait < run:
            yield f"{_WAIT} {wait} is below {_RUN} {run}"
        if whole(job.get("ResourceConfig.KeepAlivePeriodInSeconds")):
            yield "spot instances are not kept warm: leave KeepAlivePeriodInSeconds out"
    elif (on_spot is False or on_spot is None) and given is not None:
        yield f"{_WAIT} is for spot alone: set EnableManagedSpotTraining, or leave it out"
