"""What SageMaker refuses in a tuning job."""

from collections.abc import Iterator, Mapping
from typing import Any

from local.sagemaker.jobs.tuning.children import objective_metric
from local.sagemaker.jobs.tuning.dimensions import dimensions
from local.sagemaker.jobs.tuning.strategies import GridSearch
from local.sagemaker.refusals import NotServedError

_NUMERIC = ("IntegerParameterRanges", "ContinuousParameterRanges")


def refuse_unserved(request: Mapping[str, Any]) -> None:
    config = request["HyperParameterTuningJobConfig"]
    if "TrainingJobDefinition" not in request or "TrainingJobDefinitions" in request:
        raise NotServedError("a tuning job without one TrainingJobDefinition")
    if "Autotune" in request or config.get("ParameterRanges", {}).get("AutoParameters"):
        raise NotServedError("Autotune")
    if "ConvergenceDetected" in config.get("TuningJobCompletionCriteria", {}):
        raise NotServedError("ConvergenceDetected")


def complaints(request: Mapping[str, Any], metrics: Mapping[str, str]) -> Iterator[str]:
    """`metrics` are the names and expressions that the training jobs will be read by."""
    config = request["HyperParameterTuningJobConfig"]
    if "HyperParameterTuningJobObjective" not in config:
        yield "HyperParameterTuningJobObjective must be given"
        return
    objective = objective_metric(request)
    if objective not in metrics:
        known = ", ".join(metrics) or "none"
        yield f"the objective metric {objective!r} has no metric definition; defined: {known}"
    ranges = config.get("ParameterRanges", {})
    yield from _of_names(request["TrainingJobDefinition"], ranges)
    for kind in _NUMERIC:
        for one in ranges.get(kind, []):
            yield from _of_range(one)
    yield from _of_limits(config, ranges)
    yield from _of_hyperband(config)


def _of_names(definition: Mapping[str, Any], ranges: Mapping[str, Any]) -> Iterator[str]:
    names = [one["Name"] for kind in ranges.values() for one in kind]
    if not names:
        yield "ParameterRanges must have at least one hyperparameter"
    if len(set(names)) < len(names):
        yield f"ParameterRanges names a hyperparameter twice: {', '.join(names)}"
    fixed = sorted(set(names) & set(definition.get("StaticHyperParameters", {})))
    if fixed:
        yield f"StaticHyperParameters and ParameterRanges both have {', '.join(fixed)}"


def _of_range(one: Mapping[str, str]) -> Iterator[str]:
    name, kind = one["Name"], one.get("ScalingType", "Auto")
    try:
        least, most = float(one["MinValue"]), float(one["MaxValue"])
    except ValueError:
        yield f"the range of {name!r} must be numbers, got {one['MinValue']} to {one['MaxValue']}"
        return
    if least > most:
        yield f"the range of {name!r} must not end before it begins, got {least:g} to {most:g}"
    if kind == "Logarithmic" and least <= 0:
        yield f"the range of {name!r} is Logarithmic, so it must begin above 0, got {least:g}"
    if kind == "ReverseLogarithmic" and not 0 <= least <= most < 1:
        yield f"the range of {name!r} is ReverseLogarithmic, so it must lie in [0, 1)"


def _of_limits(config: Mapping[str, Any], ranges: Mapping[str, Any]) -> Iterator[str]:
    most = config["ResourceLimits"].get("MaxNumberOfTrainingJobs")
    if config["Strategy"] != "Grid":
        if most is None:
            yield "MaxNumberOfTrainingJobs must be given"
        return
    if any(ranges.get(kind) for kind in _NUMERIC):
        yield "the strategy Grid takes CategoricalParameterRanges only"
        return
    size = GridSearch(dimensions(ranges)).size
    if most not in (None, size):
        yield f"MaxNumberOfTrainingJobs must be that of all combinations, {size}, got {most}"


def _of_hyperband(config: Mapping[str, Any]) -> Iterator[str]:
    if config["Strategy"] != "Hyperband":
        return
    told = config.get("StrategyConfig", {}).get("HyperbandStrategyConfig", {})
    least, most = told.get("MinResource"), told.get("MaxResource")
    if least is None or most is None or not 1 <= least < most:
        yield (
            f"the strategy Hyperband needs a HyperbandStrategyConfig with MinResource below "
            f"MaxResource, got {least} and {most}"
        )
    if config.get("TrainingJobEarlyStoppingType", "Off") != "Off":
        yield "TrainingJobEarlyStoppingType must be Off with the strategy Hyperband"
