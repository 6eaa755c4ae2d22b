"""What holds between the parts of a workload, each rule on its own."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from pipelines.model.metrics import REPORTED, SHARES
from pipelines.model.names import is_taken, pascal
from pipelines.model.sections import AUGMENTATION, COMPRESSION, strange_keys
from pipelines.model.stage import ALWAYS
from pipelines.model.training import Autopilot, JumpStart, Script, Scripted, XGBoost
from pipelines.model.workload import Workload
from pipelines.model.xgboost import METRICS
from pipelines.model.xgboost_rules import strange_to_xgboost
from pipelines.words import RefusedError, unknown

Where: TypeAlias = tuple[str | int, ...]
Broken: TypeAlias = Iterator[tuple[Where, RefusedError]]


def _stages_that_run(workload: Workload) -> Broken:
    for stage in ALWAYS:
        if stage not in workload.stages:
            yield ("stages", stage), RefusedError("is missing, and the pipeline has that step")
    for stage, section in (("augment", "augmentation"), ("compress", "compression")):
        is_on = getattr(workload, section) is not None
        if is_on and stage not in workload.stages:
            yield ("stages", stage), RefusedError(f"is missing, and {section} is on")
        if not is_on and stage in workload.stages:
            yield ("stages", stage), RefusedError(f"is given, and {section} is off")


def _tuning_has_an_objective(workload: Workload) -> Broken:
    if workload.tuning is None:
        return
    if isinstance(workload.training, Autopilot):
        yield ("tuning",), RefusedError("must be off: Autopilot searches by itself")
    elif workload.training.objective is None:
        yield ("training", "objective"), RefusedError("is missing, and a tuning needs it")


def _objective_is_measured(workload: Workload) -> Broken:
    training = workload.training
    if isinstance(training, Autopilot) or training.objective is None:
        return
    metric = training.objective.metric
    if isinstance(training, XGBoost):
        names, what = METRICS, "is not a metric of the built-in XGBoost"
    elif isinstance(training, Scripted | JumpStart):
        names, what = tuple(training.metrics), "is not among the workload's metrics"
    else:
        return
    if metric not in names:
        yield ("training", "objective", "metric"), unknown(what, metric, names)


def _parameters_have_names_of_their_own(workload: Workload) -> Broken:
    if isinstance(workload.training, Autopilot):
        return
    known: dict[str, str] = {}
    for name in workload.training.hyperparameters:
        first = known.setdefault(pascal(name), name)
        where = ("training", "hyperparameters", name)
        if is_taken(pascal(name)):
            yield where, RefusedError(f"would be {pascal(name)}, which the platform gives")
        elif first != name:
            yield where, RefusedError(f"would be {pascal(name)}, and {first} is that already")


def _tuned_jobs_are_not_debugged(workload: Workload) -> Broken:
    training = workload.training
    if workload.tuning is not None and not isinstance(training, Autopilot) and training.debugger:
        wrong = "must be false with a tuning: its jobs take no debugger"
        yield ("training", "debugger"), RefusedError(wrong, allowed="false")


def _distribution_has_its_hosts(workload: Workload) -> Broken:
    training = workload.training
    if not isinstance(training, Scripted):
        return
    if (training.model_parallel is not None) != (training.distribution == "smp"):
        wrong = "and distribution: smp are given together"
        yield ("training", "model_parallel"), RefusedError(wrong)
    if isinstance(training, Script) and training.distribution != "none":
        allowed = "pytorch"
        if workload.image.framework != allowed:
            wrong = "must be none, as the image is not PyTorch"
            yield ("training", "distribution"), RefusedError(wrong, allowed="none")


def _file_system_is_copied_from(workload: Workload) -> Broken:
    training = workload.training
    if not isinstance(training, Autopilot) and training.file_system and training.input != "File":
        wrong = "must be File with a file_system: only S3 is streamed or piped"
        yield ("training", "input"), RefusedError(wrong, allowed="File")


def _xgboost_knows_its_rounds(workload: Workload) -> Broken:
    training = workload.training
    if isinstance(training, XGBoost):
        tuned = {} if workload.tuning is None else workload.tuning.ranges
        if "num_round" not in {*training.hyperparameters, *tuned}:
            wrong = "is missing: the built-in XGBoost must be told how many rounds"
            yield ("training", "hyperparameters", "num_round"), RefusedError(wrong)


def _something_serves(workload: Workload) -> Broken:
    brings_its_own = isinstance(workload.training, XGBoost | Autopilot)
    if (workload.registration.model is None) != brings_its_own:
        wrong = (
            "is given, and the algorithm brings its own image"
            if brings_its_own
            else "is missing: the image that serves the model"
        )
        yield ("register", "model"), RefusedError(wrong)


def _gate_asks_something(workload: Workload) -> Broken:
    if not workload.gate.thresholds:
        wrong = "needs a threshold, such as accuracy: {at_least: 0.9}"
        yield ("gate",), RefusedError(wrong)


def _gate_asks_for_what_is_measured(workload: Workload) -> Broken:
    names = REPORTED.get(workload.problem)
    champion = workload.gate.champion
    asked: dict[Where, str] = {("gate", name): name for name in workload.gate.thresholds}
    if champion is not None:
        asked["gate", "champion", "metric"] = champion.metric
    for where, metric in asked.items():
        if names is not None and metric not in names:
            wrong = f"is no metric that evaluation reports of problem {workload.problem}"
            yield where, unknown(wrong, metric, names)


def _shares_are_no_percents(workload: Workload) -> Broken:
    for name, threshold in workload.gate.thresholds.items():
        for key in ("at_least", "at_most"):
            value = getattr(threshold, key)
            if name in SHARES and value is not None and not 0 <= value <= 1:
                wrong = f"is no share, and {name} is one"
                yield ("gate", name, key), RefusedError(wrong, allowed="0 to 1")


def _script_takes_what_is_tuned(workload: Workload) -> Broken:
    training = workload.training
    if workload.tuning is None or not isinstance(training, Script):
        return
    names = tuple(training.hyperparameters)
    for name in workload.tuning.ranges:
        if name not in names:
            wrong = "is not among the workload's hyperparameters"
            yield ("tuning", "ranges", name), unknown(wrong, name, names)


def _xgboost_knows_its_words(workload: Workload) -> Broken:
    yield from strange_to_xgboost(workload)


def _sections_have_known_keys(workload: Workload) -> Broken:
    for name, section, keys in (
        ("augmentation", workload.augmentation, AUGMENTATION),
        ("compression", workload.compression, COMPRESSION),
    ):
        yield from strange_keys(name, section or {}, keys)


def _settings_fit(workload: Workload) -> Broken:
    for name, stage in workload.stages.items():
        for setting, value in stage.settings.items():
            if len(f"{setting}={value}") > _LONGEST_ARGUMENT:
                allowed = f"at most {_LONGEST_ARGUMENT} characters, with its name"
                yield (
                    ("stages", name, "settings", setting),
                    RefusedError("is too long", allowed=allowed),
                )
        if len(stage.settings) > _MOST_SETTINGS:
            wrong = f"are too many: {len(stage.settings)}"
            allowed = f"at most {_MOST_SETTINGS}"
            yield ("stages", name, "settings"), RefusedError(wrong, allowed=allowed)


_LONGEST_ARGUMENT = 240
_MOST_SETTINGS = 30
RULES: tuple[Callable[[Workload], Broken], ...] = (
    _stages_that_run,
    _tuning_has_an_objective,
    _objective_is_measured,
    _parameters_have_names_of_their_own,
    _tuned_jobs_are_not_debugged,
    _distribution_has_its_hosts,
    _file_system_is_copied_from,
    _xgboost_knows_its_rounds,
    _something_serves,
    _gate_asks_something,
    _gate_asks_for_what_is_measured,
    _shares_are_no_percents,
    _script_takes_what_is_tuned,
    _xgboost_knows_its_words,
    _sections_have_known_keys,
    _settings_fit,
)


def broken_rules(workload: Workload) -> Broken:
    for rule in RULES:
        yield from rule(workload)
