"""Does a workload fit its surroundings? What neither the one file nor the other can know alone."""

from collections.abc import Callable, Iterator

from pipelines.model.training import Autopilot, Scripted
from pipelines.model.workload import Workload
from pipelines.needs import needs_of
from pipelines.surroundings import Surroundings
from pipelines.words import RefusedError, WorkloadError, listed, unknown

_WITH_SMDDP = ("ml.p4d.24xlarge", "ml.p4de.24xlarge", "ml.p5.48xlarge")
_DEBUGGER = "AWS has closed Debugger to new accounts on 30 July 2026"
Misfits = Iterator[tuple[str, RefusedError]]


def refuse_misfits(name: str, workload: Workload, surroundings: Surroundings) -> None:
    found = [
        f"workloads/{name}/workload.yaml: {place}: {refusal}"
        for rule in _RULES
        for place, refusal in rule(workload, surroundings)
    ]
    if found:
        raise WorkloadError(found)


def _closed_services_are_listed(workload: Workload, around: Surroundings) -> Misfits:
    if "debugger" in needs_of(workload).closed_services - around.existing_customer:
        wrong = f"{_DEBUGGER}, and the environment's existing_customer does not list it"
        yield "training.debugger", RefusedError(wrong, allowed="false")


def _file_system_is_there(workload: Workload, around: Surroundings) -> Misfits:
    kind = needs_of(workload).file_system
    if kind is not None and kind not in around.file_systems:
        wrong = f"the environment's file_stores have no {kind}"
        yield "training.file_system", RefusedError(wrong, allowed=listed(around.file_systems))


def _repository_is_there(workload: Workload, around: Surroundings) -> Misfits:
    name = needs_of(workload).repository
    if name is not None and name not in around.repositories:
        wrong = f"is none of the environment's repositories, given {name}"
        yield "training.image.repository", unknown(wrong, name, sorted(around.repositories))


def _spot_has_time(workload: Workload, around: Surroundings) -> Misfits:
    training = workload.training
    if around.capacity != "spot" or isinstance(training, Autopilot):
        return
    if training.keep_warm_minutes:
        wrong = "must be 0 on spot: SageMaker keeps no spot host warm"
        yield "training.keep_warm_minutes", RefusedError(wrong, allowed="0")
    waits = around.max_wait_minutes or 0
    if waits < training.minutes:
        wrong = f"is {training.minutes}, longer than the environment's max_wait_minutes"
        yield "training.minutes", RefusedError(wrong, allowed=f"at most {waits}")


def _libraries_have_their_hosts(workload: Workload, around: Surroundings) -> Misfits:
    training = workload.training
    is_smddp = isinstance(training, Scripted) and training.distribution == "smddp"
    if is_smddp and around.training_instance not in _WITH_SMDDP:
        wrong = f"smddp does not run on the environment's {around.training_instance}"
        yield "training.distribution", RefusedError(wrong, allowed=listed(_WITH_SMDDP))


_RULES: tuple[Callable[[Workload, Surroundings], Misfits], ...] = (
    _closed_services_are_listed,
    _file_system_is_there,
    _repository_is_there,
    _spot_has_time,
    _libraries_have_their_hosts,
)
