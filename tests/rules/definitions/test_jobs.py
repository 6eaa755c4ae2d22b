"""Training on spot, and the search for hyperparameters, are possible as they are written."""

from typing import Any

import pytest

from rules.definitions import check
from tests.rules.definitions.spoiling import CONFIG, GONE, RANGES, TRAIN, TUNE, spoilt

STOP = "StoppingCondition"


@pytest.mark.parametrize(
    ("way", "value", "says"),
    [
        ((*TRAIN, STOP, "MaxWaitTimeInSeconds"), 600, "600 is below MaxRuntimeInSeconds 3600"),
        ((*TRAIN, STOP, "MaxWaitTimeInSeconds"), GONE, "on spot MaxWaitTimeInSeconds is needed"),
        ((*TRAIN, "EnableManagedSpotTraining"), False, "MaxWaitTimeInSeconds is for spot alone"),
        ((*TRAIN, "ResourceConfig", "KeepAlivePeriodInSeconds"), 60, "are not kept warm"),
        ((*TUNE, "TrainingJobDefinition", STOP, "MaxWaitTimeInSeconds"), 1, "1 is below"),
    ],
)
def test_spot_has_time_to_wait(way: tuple[Any, ...], value: object, says: str) -> None:
    assert says in "\n".join(check(spoilt(way, value)))


LIMITS = (*CONFIG, "ResourceLimits")
RATE, DEPTH = (*RANGES, "ContinuousParameterRanges", 0), (*RANGES, "IntegerParameterRanges", 0)
SEARCHED = [{"Name": f"p{n}", "MinValue": "0", "MaxValue": "1"} for n in range(29)]


@pytest.mark.parametrize(
    ("way", "value", "says"),
    [
        ((*LIMITS, "MaxNumberOfTrainingJobs"), 751, "751, at most 750"),
        ((*LIMITS, "MaxParallelTrainingJobs"), 101, "101, at most 100"),
        ((*LIMITS, "MaxParallelTrainingJobs"), 7, "7 is above MaxNumberOfTrainingJobs 6"),
        ((*LIMITS, "MaxNumberOfTrainingJobs"), GONE, "needed but for Grid"),
        ((*RATE, "MinValue"), "0.5", "'rate': MinValue 0.5 must be below MaxValue 0.5"),
        ((*RATE, "MinValue"), "0", "a logarithmic scale starts above 0, got 0"),
        ((*RATE, "MinValue"), "small", "MinValue must be a number, got 'small'"),
        ((*DEPTH, "MinValue"), "2.5", "MinValue must be a whole number, got '2.5'"),
        ((*RATE, "ScalingType"), "ReverseLogarithmic", None),
        ((*DEPTH, "ScalingType"), "ReverseLogarithmic", "lies in [0, 1), got 2 to 8"),
        ((*DEPTH, "Name"), "rate", "2 ranges are for 'rate'"),
        ((*DEPTH, "Name"), "epochs", "'epochs' is both fixed and searched"),
        ((*RANGES, "IntegerParameterRanges"), SEARCHED, "31 hyperparameters are searched"),
        ((*RANGES, "CategoricalParameterRanges", 0, "Values"), ["1", "1"], "is there twice"),
        ((*CONFIG, "Strategy"), "Grid", "categorical ranges alone, got depth, rate"),
        ((*CONFIG, "Strategy"), "Hyperband", "TrainingJobEarlyStoppingType must be Off"),
        (
            (*CONFIG, "StrategyConfig"),
            {"HyperbandStrategyConfig": {"MinResource": 3, "MaxResource": 3}},
            "MinResource 3 must be below MaxResource 3",
        ),
        ((*CONFIG, "HyperParameterTuningJobObjective"), GONE, "Bayesian needs a Hyper"),
        (
            (*CONFIG, "HyperParameterTuningJobObjective", "MetricName"),
            "accuracy",
            "the objective 'accuracy' is none of the metrics: validation:accuracy",
        ),
    ],
)
def test_a_search_is_possible(way: tuple[Any, ...], value: object, says: str | None) -> None:
    found = "\n".join(check(spoilt(way, value)))
    assert says in found if says else found == ""


def test_a_grid_has_as_many_jobs_as_combinations() -> None:
    body = spoilt((*CONFIG, "Strategy"), "Grid")
    config = body["Steps"][2]["Arguments"]["HyperParameterTuningJobConfig"]
    config["ParameterRanges"] = {
        "CategoricalParameterRanges": [
            {"Name": "batch", "Values": ["16", "32"]},
            {"Name": "layers", "Values": ["1", "2", "3"]},
        ]
    }
    assert check(body) == ()

    config["ResourceLimits"]["MaxNumberOfTrainingJobs"] = 5
    assert "6 combinations, MaxNumberOfTrainingJobs is 5" in check(body)[0]

    del config["ResourceLimits"]["MaxNumberOfTrainingJobs"]
    assert check(body) == ()
