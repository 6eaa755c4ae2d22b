"""A tuning job: where it looks, how, how often, at what price; and which model comes of it."""

from collections.abc import Mapping
from typing import Any

import pytest

from pipelines import Priced
from tests.pipelines.files import defined, step
from tests.pipelines.test_options import ALGORITHMS, OF_TREES, SPOT, STRATEGIES, XGBOOST


def tune(strategy: str, changes: Mapping[str, Any] | None = None, **others: Any) -> Any:
    return step(defined({**STRATEGIES[strategy], **(changes or {})}, **others), "Tune")["Arguments"]


@pytest.mark.parametrize("strategy", ["Bayesian", "Random", "Grid", "Hyperband"])
def test_it_strives_for_the_objective_by_its_strategy(strategy: str) -> None:
    config = tune(strategy)["HyperParameterTuningJobConfig"]

    assert config["Strategy"] == strategy
    assert config["HyperParameterTuningJobObjective"] == {
        "Type": "Maximize",
        "MetricName": "validation:accuracy",
    }
    assert config["RandomSeed"] == 1


def test_whole_numbers_numbers_and_words_are_looked_for_each_in_their_way() -> None:
    ranges = tune("Random")["HyperParameterTuningJobConfig"]["ParameterRanges"]

    assert ranges == {
        "IntegerParameterRanges": [
            {"Name": "epochs", "MinValue": "2", "MaxValue": "20", "ScalingType": "Auto"}
        ],
        "ContinuousParameterRanges": [
            {
                "Name": "learning_rate",
                "MinValue": "0.01",
                "MaxValue": "0.5",
                "ScalingType": "Logarithmic",
            }
        ],
        "CategoricalParameterRanges": [{"Name": "optimizer", "Values": ['"adam"', '"sgd"']}],
    }


def test_the_words_of_a_built_in_algorithm_are_not_quoted() -> None:
    choice = {"tuning.ranges": {"booster": ["gbtree", "dart"]}}

    config = tune("Random", {**XGBOOST, **choice})["HyperParameterTuningJobConfig"]

    [words] = config["ParameterRanges"]["CategoricalParameterRanges"]
    assert words["Values"] == ["gbtree", "dart"]


def test_what_is_looked_for_is_neither_fixed_nor_a_parameter_of_the_pipeline() -> None:
    definition = defined(STRATEGIES["Grid"])

    fixed = step(definition, "Tune")["Arguments"]["TrainingJobDefinition"]["StaticHyperParameters"]
    assert fixed.keys() >= {"learning_rate", "sagemaker_program"}
    assert fixed.keys().isdisjoint({"epochs", "optimizer"})
    assert "Epochs" not in {each["Name"] for each in definition.body["Parameters"]}


def test_hyperband_divides_the_epochs_and_stops_by_itself() -> None:
    config = tune("Hyperband")["HyperParameterTuningJobConfig"]

    assert config["StrategyConfig"] == {
        "HyperbandStrategyConfig": {"MinResource": 1, "MaxResource": 9}
    }
    assert config["TrainingJobEarlyStoppingType"] == "Off"


def test_jobs_that_get_nowhere_are_stopped_if_asked() -> None:
    stopping = {
        strategy: tune(strategy)["HyperParameterTuningJobConfig"]["TrainingJobEarlyStoppingType"]
        for strategy in ("Bayesian", "Random")
    }

    assert stopping == {"Bayesian": "Auto", "Random": "Off"}


def test_it_goes_on_from_earlier_tunings() -> None:
    assert tune("Bayesian")["WarmStartConfig"] == {
        "ParentHyperParameterTuningJobs": [{"HyperParameterTuningJobName": "pipelines-abc-Tune-1"}],
        "WarmStartType": "TransferLearning",
    }
    assert "WarmStartConfig" not in tune("Random")


@pytest.mark.parametrize(
    ("strategy", "jobs"), [("Random", 6), ("Bayesian", 6), ("Hyperband", 9), ("Grid", 2)]
)
def test_the_price_is_that_of_all_jobs_on_all_hosts(strategy: str, jobs: int) -> None:
    definition = defined({**STRATEGIES[strategy], "training.instances": 3})

    [priced] = [each for each in definition.priced if each.step == "Tune"]
    assert priced == Priced(
        step="Tune", minutes=60, instance_type="ml.m5.xlarge", how_many=3 * jobs
    )


def test_the_limits_are_those_that_the_price_is_of() -> None:
    limits = tune("Random")["HyperParameterTuningJobConfig"]["ResourceLimits"]

    assert limits == {"MaxNumberOfTrainingJobs": 6, "MaxParallelTrainingJobs": 2}
    assert (
        "MaxNumberOfTrainingJobs"
        not in (tune("Grid")["HyperParameterTuningJobConfig"]["ResourceLimits"])
    )


def test_its_jobs_have_what_a_training_job_has() -> None:
    """The SDK's own builder drops these from a tuning."""
    changes = {"training.keep_warm_minutes": 10, "training.instances": 2}

    job = tune("Random", changes)["TrainingJobDefinition"]

    assert job["ResourceConfig"]["VolumeKmsKeyId"] == {"Get": "Parameters.DataKey"}
    assert job["ResourceConfig"]["KeepAlivePeriodInSeconds"] == 600
    assert job["EnableInterContainerTrafficEncryption"] is True
    assert job["EnableNetworkIsolation"] is False


def test_its_jobs_run_on_spot() -> None:
    job = tune("Random", **SPOT)["TrainingJobDefinition"]

    assert job["EnableManagedSpotTraining"] is True
    assert job["StoppingCondition"]["MaxWaitTimeInSeconds"] == 240 * 60
    assert "CheckpointConfig" in job


@pytest.mark.parametrize("algorithm", ["xgboost", "marketplace", "jumpstart"])
def test_jobs_that_would_read_each_others_checkpoints_keep_none(algorithm: str) -> None:
    trees = OF_TREES if algorithm == "xgboost" else {}

    job = tune("Random", {**ALGORITHMS[algorithm], **trees}, **SPOT)["TrainingJobDefinition"]

    assert "CheckpointConfig" not in job


def test_the_best_model_is_found_where_the_tuning_itself_says() -> None:
    definition = defined(STRATEGIES["Random"])

    inputs = step(definition, "Evaluate")["Arguments"]["ProcessingInputs"]
    [uri] = [each["S3Input"]["S3Uri"] for each in inputs if each["InputName"] == "model"]
    assert uri["Std:Join"]["Values"] == [
        {"Get": "Steps.Tune.TrainingJobDefinition.OutputDataConfig.S3OutputPath"},
        {"Get": "Steps.Tune.BestTrainingJob.TrainingJobName"},
        "output",
        "model.tar.gz",
    ]
