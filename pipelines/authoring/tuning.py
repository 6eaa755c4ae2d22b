"""The tuning job: many training jobs, of which the best one counts."""

from collections.abc import Mapping
from typing import Any

from pipelines.authoring.arguments import spelled
from pipelines.authoring.job import CACHED, Ground, job_retries
from pipelines.authoring.training import Learning, job
from pipelines.authoring.vocabulary import joined
from pipelines.model.objective import Objective
from pipelines.model.part import Scalar
from pipelines.model.ranges import Range
from pipelines.model.training import Script, Scripted
from pipelines.model.tuning import Grid, Hyperband, Sampled, Strategy
from pipelines.sdk.step import RequestStep

_SCALES = {
    "auto": "Auto",
    "linear": "Linear",
    "logarithmic": "Logarithmic",
    "reverse-logarithmic": "ReverseLogarithmic",
}


def tuning_step(
    learning: Learning,
    tuning: Strategy,
    static: Mapping[str, Any],
    *,
    seed: int,
    ground: Ground,
) -> RequestStep:
    """All its jobs have one place for checkpoints: kept only where a script keeps them apart."""
    objective = learning.training.objective
    if objective is None:
        raise TypeError("a tuning without an objective is refused when the file is read")
    request = {
        "HyperParameterTuningJobConfig": _config(learning, tuning, objective, seed),
        "TrainingJobDefinition": {
            **job(learning, ground, keeps_checkpoints=isinstance(learning.training, Scripted)),
            "StaticHyperParameters": dict(static),
        },
        **_warm_start(tuning),
        **ground.tags,
    }
    return RequestStep(
        "Tune",
        "Tuning",
        request,
        describes=(
            "DescribeHyperParameterTuningJobResponse",
            "ListTrainingJobsForHyperParameterTuningJobResponse",
        ),
        retries=job_retries(),
        beside=CACHED,
    )


def best_model(step: RequestStep) -> Any:
    """Its place is told by the tuning itself: of a cached one, that of the earlier execution."""
    definition = step.properties.TrainingJobDefinition
    best = step.properties.BestTrainingJob.TrainingJobName
    return joined(definition.OutputDataConfig.S3OutputPath, best, "output", "model.tar.gz")


def _config(
    learning: Learning, tuning: Strategy, objective: Objective, seed: int
) -> dict[str, Any]:
    counted = {} if isinstance(tuning, Grid) else {"MaxNumberOfTrainingJobs": tuning.jobs}
    return {
        "Strategy": tuning.strategy,
        **_strategy(tuning),
        "HyperParameterTuningJobObjective": {
            "Type": objective.goal.capitalize(),
            "MetricName": objective.metric,
        },
        "ResourceLimits": {**counted, "MaxParallelTrainingJobs": tuning.parallel},
        "ParameterRanges": _ranges(learning, tuning),
        "RandomSeed": seed,
    }


def _strategy(tuning: Strategy) -> dict[str, Any]:
    match tuning:
        case Hyperband():
            resources = {"MinResource": tuning.least, "MaxResource": tuning.most}
            return {
                "StrategyConfig": {"HyperbandStrategyConfig": resources},
                "TrainingJobEarlyStoppingType": "Off",
            }
        case Sampled() | Grid():
            return {"TrainingJobEarlyStoppingType": "Auto" if tuning.early_stopping else "Off"}


def _ranges(learning: Learning, tuning: Strategy) -> dict[str, Any]:
    is_json = isinstance(learning.training, Script)
    kinds: dict[str, list[dict[str, Any]]] = {
        "IntegerParameterRanges": [],
        "ContinuousParameterRanges": [],
        "CategoricalParameterRanges": [],
    }
    for name, choice in tuning.ranges.items():
        if isinstance(choice, Range):
            kind = "IntegerParameterRanges" if choice.is_whole else "ContinuousParameterRanges"
            kinds[kind].append({"Name": name, **_limits(choice)})
        else:
            values = [_value(word, is_json=is_json) for word in choice]
            kinds["CategoricalParameterRanges"].append({"Name": name, "Values": values})
    return {kind: ranges for kind, ranges in kinds.items() if ranges}


def _limits(choice: Range) -> dict[str, str]:
    return {
        "MinValue": str(choice.low),
        "MaxValue": str(choice.high),
        "ScalingType": _SCALES[choice.scale],
    }


def _value(word: Scalar, *, is_json: bool) -> str:
    return spelled(word) if not isinstance(word, str) or not is_json else f'"{word}"'


def _warm_start(tuning: Strategy) -> dict[str, Any]:
    parents = [{"HyperParameterTuningJobName": name} for name in tuning.warm_start]
    if not parents:
        return {}
    config = {"ParentHyperParameterTuningJobs": parents, "WarmStartType": "TransferLearning"}
    return {"WarmStartConfig": config}
