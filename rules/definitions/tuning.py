"""Searching hyperparameters: how many jobs, in which ranges, by which strategy."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rules.definitions.definition import Definition, Step
from rules.definitions.mistake import Mistake
from rules.definitions.ranges import grid_size, misfits, names, of_kind
from rules.definitions.values import entry, listed, mapping, text, whole

_CONFIG = "HyperParameterTuningJobConfig"
_MOST_JOBS, _MOST_AT_ONCE, _MOST_SEARCHED = 750, 100, 30
_NEEDS_A_METRIC = ("Bayesian", "Hyperband")


def mistakes_in(definition: Definition) -> Iterator[Mistake]:
    for step in definition.of_type("Tuning"):
        config = mapping(step.get(_CONFIG))
        found = (*_jobs(config, definition), *_strategy(config), *_ranges(step, config))
        for says in (*found, *_objective(step, config)):
            yield Mistake("tuning", f"{step.path}.Arguments.{_CONFIG}", says)


def _jobs(config: Mapping[str, Any], definition: Definition) -> Iterator[str]:
    limits = mapping(config.get("ResourceLimits"))
    jobs = whole(definition.settled(limits.get("MaxNumberOfTrainingJobs")))
    at_once = whole(definition.settled(limits.get("MaxParallelTrainingJobs")))
    most = 10_000 if config.get("Strategy") == "Random" else _MOST_JOBS
    if jobs is not None and jobs > most:
        yield f"MaxNumberOfTrainingJobs {jobs}, at most {most}"
    if at_once is not None and at_once > _MOST_AT_ONCE:
        yield f"MaxParallelTrainingJobs {at_once}, at most {_MOST_AT_ONCE}"
    if jobs is not None and at_once is not None and at_once > jobs:
        yield f"MaxParallelTrainingJobs {at_once} is above MaxNumberOfTrainingJobs {jobs}"
    if jobs is None and "MaxNumberOfTrainingJobs" not in limits and _strategy_of(config) != "Grid":
        yield "MaxNumberOfTrainingJobs is needed but for Grid"


def _strategy(config: Mapping[str, Any]) -> Iterator[str]:
    strategy, ranges = _strategy_of(config), config.get("ParameterRanges")
    if strategy == "Grid":
        other = [*names(of_kind(ranges, "Integer")), *names(of_kind(ranges, "Continuous"))]
        if other:
            yield f"Grid takes categorical ranges alone, got {', '.join(other)}"
        jobs, size = entry(config, "ResourceLimits.MaxNumberOfTrainingJobs"), grid_size(ranges)
        if whole(jobs) is not None and size is not None and jobs != size and not other:
            yield f"Grid has {size} combinations, MaxNumberOfTrainingJobs is {jobs}: leave it out"
    hyperband = mapping(entry(config, "StrategyConfig.HyperbandStrategyConfig"))
    if strategy == "Hyperband" and config.get("TrainingJobEarlyStoppingType") == "Auto":
        yield "Hyperband stops jobs itself: TrainingJobEarlyStoppingType must be Off"
    if hyperband and isinstance(strategy, str) and strategy != "Hyperband":
        yield f"HyperbandStrategyConfig with the strategy {strategy}"
    least, most = whole(hyperband.get("MinResource")), whole(hyperband.get("MaxResource"))
    if least is not None and most is not None and least >= most:
        yield f"MinResource {least} must be below MaxResource {most}"


def _strategy_of(config: Mapping[str, Any]) -> object:
    return config.get("Strategy")


def _ranges(step: Step, config: Mapping[str, Any]) -> Iterator[str]:
    places = [(config.get("ParameterRanges"), step.get("TrainingJobDefinition"))]
    several = map(mapping, listed(step.get("TrainingJobDefinitions")))
    places += [(each.get("HyperParameterRanges"), each) for each in several]
    for ranges, job in places:
        yield from misfits(ranges)
        searched = names(of_kind(ranges, "Integer", "Continuous", "Categorical"))
        for name, times in Counter(searched).items():
            if times > 1:
                yield f"{times} ranges are for {name!r}"
        if len(searched) > _MOST_SEARCHED:
            yield f"{len(searched)} hyperparameters are searched, at most {_MOST_SEARCHED}"
        fixed = mapping(mapping(job).get("StaticHyperParameters"))
        yield from (f"{name!r} is both fixed and searched" for name in searched if name in fixed)


def _objective(step: Step, config: Mapping[str, Any]) -> Iterator[str]:
    wanted = config.get("HyperParameterTuningJobObjective")
    job = mapping(step.get("TrainingJobDefinition"))
    if wanted is None and job and config.get("Strategy") in _NEEDS_A_METRIC:
        yield f"{config['Strategy']} needs a HyperParameterTuningJobObjective"
    metric = mapping(wanted).get("MetricName")
    given = listed(entry(job, "AlgorithmSpecification.MetricDefinitions"))
    metrics = [text(mapping(each).get("Name")) for each in given]
    if isinstance(metric, str) and metrics and metric not in metrics and None not in metrics:
        named = ", ".join(map(str, metrics))
        yield f"the objective {metric!r} is none of the metrics: {named}"
