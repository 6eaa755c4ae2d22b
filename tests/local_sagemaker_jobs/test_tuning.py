"""A tuning job: many training jobs, of which one is best."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.local_batch.desk import eventually
from tests.local_batch.fakes import FakeAccount
from tests.local_sagemaker_jobs.bench import Bench
from tests.local_sagemaker_jobs.tuning_jobs import (
    KINDS,
    PARABOLA,
    RATE,
    begun,
    children,
    end,
    seen,
    tuned,
    tuning_request,
)

WAITS = "print('objective=1', flush=True); import time; time.sleep(60)"
# A good rate learns on; a bad one would go on for a minute.
SLOW = """
import argparse, time
words = argparse.ArgumentParser()
words.add_argument('--rate', type=float)
told = words.parse_args()
for epoch in range(1, 4):
    print(f'objective={told.rate * epoch}', flush=True)
if told.rate < 0.5:
    time.sleep(60)
"""


def rate(job: Mapping[str, Any]) -> float:
    return float(job["TunedHyperParameters"]["rate"])


def test_the_best_of_several_is_told(bench: Bench, account: FakeAccount) -> None:
    job = tuned(bench, PARABOLA, jobs=4)
    found = children(bench, job)

    assert job["HyperParameterTuningJobStatus"] == "Completed", job
    assert job["TrainingJobStatusCounters"]["Completed"] == 4
    assert job["ObjectiveStatusCounters"] == {"Succeeded": 4, "Pending": 0, "Failed": 0}
    nearest = min(found, key=lambda one: abs(rate(one) - 0.3))
    best = job["BestTrainingJob"]
    assert best["TrainingJobName"] == nearest["TrainingJobName"]
    value = best["FinalHyperParameterTuningJobObjectiveMetric"]["Value"]
    assert value == pytest.approx(1 - (rate(nearest) - 0.3) ** 2, abs=1e-5)
    names = [one["TrainingJobName"] for one in found]
    prefix = f"{job['HyperParameterTuningJobName']}-00"
    assert [name[: len(prefix) + 1] for name in names] == [f"{prefix}{k}" for k in (1, 2, 3, 4)]
    kind = "SageMaker HyperParameter Tuning Job State Change"
    told = [one.detail for one in account.events if one.detail_type == kind]
    eventually(lambda: account.events[-1].detail_type == kind, "the end is told")
    assert told[0]["HyperParameterTuningJobStatus"] == "InProgress"


def test_a_training_job_knows_that_it_is_tuned(bench: Bench) -> None:
    job = tuned(bench, PARABOLA, jobs=1)
    [one] = children(bench, job)
    child = bench.trained(one["TrainingJobName"])

    assert child["TuningJobArn"] == job["HyperParameterTuningJobArn"]
    assert child["HyperParameters"]["_tuning_objective_metric"] == "score"
    assert child["HyperParameters"]["rate"] == one["TunedHyperParameters"]["rate"]


def test_each_training_job_has_checkpoints_of_its_own(bench: Bench) -> None:
    request = tuning_request(bench.new_name(), jobs=2)
    request["TrainingJobDefinition"]["CheckpointConfig"] = {"S3Uri": "s3://models/points/"}
    job = end(bench, begun(bench, PARABOLA, request))
    names = [one["TrainingJobName"] for one in children(bench, job)]

    places = [bench.trained(name)["CheckpointConfig"]["S3Uri"] for name in names]
    assert places == [f"s3://models/points/{name}" for name in names]


def test_the_same_seed_tries_the_same_values_in_the_same_order(bench: Bench) -> None:
    first, second = (tuned(bench, PARABOLA, jobs=3) for _ in range(2))
    other = tuned(bench, PARABOLA, jobs=3, RandomSeed=2)

    tried = [[rate(one) for one in children(bench, job)] for job in (first, second, other)]
    assert tried[0] == tried[1] != tried[2]


def test_a_bayesian_search_closes_in(bench: Bench) -> None:
    job = tuned(bench, PARABOLA, strategy="Bayesian", jobs=8)
    rates = [rate(one) for one in children(bench, job)]

    assert min(abs(one - 0.3) for one in rates[-3:]) < 0.1
    assert abs(rate(job["BestTrainingJob"]) - 0.3) < 0.1


def test_a_grid_is_tried_whole(bench: Bench) -> None:
    script = "import sys; print('objective=' + str({'a': 1, 'b': 3, 'c': 2}[sys.argv[-1]]))"
    job = tuned(bench, script, strategy="Grid", jobs=None, ParameterRanges=KINDS)

    tried = [one["TunedHyperParameters"]["kind"] for one in children(bench, job)]
    assert tried == ["a", "b", "c"]
    assert job["BestTrainingJob"]["TunedHyperParameters"] == {"kind": "b"}


def test_jobs_are_listed_by_their_value(bench: Bench) -> None:
    job = tuned(bench, PARABOLA, jobs=3)
    sort = "FinalObjectiveMetricValue"

    def values(order: str) -> list[float]:
        found = children(bench, job, SortBy=sort, SortOrder=order)
        return [one["FinalHyperParameterTuningJobObjectiveMetric"]["Value"] for one in found]

    assert values("Ascending") == sorted(values("Ascending"))
    assert values("Descending") == values("Ascending")[::-1]


def test_one_that_fails_is_not_the_end(bench: Bench) -> None:
    script = PARABOLA.replace("print", "assert told.rate < 0.5, 'diverged'; print")
    job = tuned(bench, script, jobs=4, RandomSeed=4)
    counted = job["TrainingJobStatusCounters"]

    assert job["HyperParameterTuningJobStatus"] == "Completed"
    ended = (counted["Completed"], counted["NonRetryableError"])
    assert min(ended) > 0
    assert sum(ended) == 4
    [failed, *_] = children(bench, job, StatusEquals="Failed")
    assert "diverged" in failed["FailureReason"]
    assert failed["ObjectiveStatus"] == "Failed"


@pytest.mark.parametrize(
    ("script", "reason", "cause"),
    [
        ("raise ValueError('no data')", "All training jobs failed.", "ValueError: no data"),
        ("print('accuracy=1')", "No objective metrics found after running 2", "never appeared"),
        ("print('objective=nan')", "No objective metrics found after running 2", "was nan"),
    ],
)
def test_without_any_objective_the_tuning_fails_and_says_why(
    bench: Bench, script: str, reason: str, cause: str
) -> None:
    job = tuned(bench, script, jobs=2)

    assert job["HyperParameterTuningJobStatus"] == "Failed"
    assert job["FailureReason"].startswith(reason)
    assert cause in job["FailureReason"]
    assert "BestTrainingJob" not in job


def test_it_gives_up_after_five_jobs_without_an_objective(bench: Bench) -> None:
    job = tuned(bench, "pass", jobs=20, parallel=3)

    assert job["FailureReason"].startswith("No objective metrics found after running")
    assert len(children(bench, job)) < 10


def test_a_tuning_job_is_stopped_with_all_that_it_runs(bench: Bench) -> None:
    name = begun(bench, WAITS, tuning_request(bench.new_name(), jobs=4))
    eventually(lambda: seen(bench, name)["TrainingJobStatusCounters"]["InProgress"] == 2, "two run")
    bench.client.stop_hyper_parameter_tuning_job(HyperParameterTuningJobName=name)
    job = end(bench, name)

    assert job["HyperParameterTuningJobStatus"] == "Stopped"
    assert job["TrainingJobStatusCounters"]["Stopped"] == 2
    assert job["TrainingJobStatusCounters"]["InProgress"] == 0


def test_a_target_that_is_reached_is_enough(bench: Bench) -> None:
    criteria = {"TargetObjectiveMetricValue": 0.4}
    job = tuned(bench, PARABOLA, jobs=9, parallel=1, TuningJobCompletionCriteria=criteria)

    assert job["HyperParameterTuningJobStatus"] == "Completed"
    assert len(children(bench, job)) == 1


def test_early_stopping_ends_what_is_worse_than_the_median(bench: Bench) -> None:
    job = tuned(
        bench,
        SLOW,
        jobs=5,
        parallel=1,
        TrainingJobEarlyStoppingType="Auto",
        ParameterRanges={
            "ContinuousParameterRanges": [{"Name": "rate", "MinValue": "0.4", "MaxValue": "0.95"}]
        },
        RandomSeed=3,
    )
    found = children(bench, job)

    ends = [one["TrainingJobStatus"] for one in found]
    assert ends == [*["Completed"] * 3, "Stopped", "Completed"]
    assert job["BestTrainingJob"]["TrainingJobStatus"] == "Completed"


def test_hyperband_ends_what_is_not_in_the_best_third(bench: Bench) -> None:
    wide = [{"Name": "rate", "MinValue": "0.4", "MaxValue": "0.95"}]
    job = tuned(
        bench,
        SLOW.replace("0.5", "0.78"),
        strategy="Hyperband",
        jobs=3,
        parallel=1,
        StrategyConfig={"HyperbandStrategyConfig": {"MinResource": 1, "MaxResource": 3}},
        ParameterRanges={"ContinuousParameterRanges": wide},
        RandomSeed=3,
    )

    ends = [one["TrainingJobStatus"] for one in children(bench, job)]
    assert ends == ["Completed", "Completed", "Stopped"]


def test_a_warm_start_knows_what_its_parents_found(bench: Bench) -> None:
    parent = tuned(bench, PARABOLA, jobs=3)
    request = tuning_request(bench.new_name(), strategy="Bayesian", jobs=1) | {
        "WarmStartConfig": {
            "ParentHyperParameterTuningJobs": [
                {"HyperParameterTuningJobName": parent["HyperParameterTuningJobName"]}
            ],
            "WarmStartType": "IdenticalDataAndAlgorithm",
        }
    }
    job = end(bench, begun(bench, PARABOLA, request))

    values = [
        one["FinalHyperParameterTuningJobObjectiveMetric"]["Value"]
        for one in (parent["BestTrainingJob"], job["BestTrainingJob"])
    ]
    overall = job["OverallBestTrainingJob"]["FinalHyperParameterTuningJobObjectiveMetric"]
    assert overall["Value"] == max(values)


@pytest.mark.parametrize(
    ("config", "because"),
    [
        ({"ParameterRanges": {}}, "ParameterRanges must have at least one hyperparameter"),
        ({"jobs": None}, "MaxNumberOfTrainingJobs must be given"),
        ({"strategy": "Grid"}, "the strategy Grid takes CategoricalParameterRanges only"),
        (
            {"strategy": "Grid", "jobs": 2, "ParameterRanges": KINDS},
            "MaxNumberOfTrainingJobs must be that of all combinations, 3, got 2",
        ),
        ({"strategy": "Hyperband"}, "the strategy Hyperband needs a HyperbandStrategyConfig"),
        (
            {
                "HyperParameterTuningJobObjective": {"Type": "Minimize", "MetricName": "loss"},
            },
            "the objective metric 'loss' has no metric definition; defined: score",
        ),
        (
            {
                "ParameterRanges": {
                    "IntegerParameterRanges": [{"Name": "k", "MinValue": "9", "MaxValue": "1"}]
                }
            },
            "the range of 'k' must not end before it begins, got 9 to 1",
        ),
        (
            {
                "ParameterRanges": {
                    "ContinuousParameterRanges": [
                        {
                            "Name": "rate",
                            "MinValue": "0",
                            "MaxValue": "1",
                            "ScalingType": "Logarithmic",
                        }
                    ]
                }
            },
            "the range of 'rate' is Logarithmic, so it must begin above 0, got 0",
        ),
        (
            {"TuningJobCompletionCriteria": {"ConvergenceDetected": {}}},
            "ConvergenceDetected: not served by the local account",
        ),
    ],
)
def test_a_request_that_cannot_be_right_is_refused(
    bench: Bench, config: Mapping[str, Any], because: str
) -> None:
    request = tuning_request("bad", **config)
    code, message = bench.refusal("create_hyper_parameter_tuning_job", request)

    assert code == "ValidationException"
    assert because in message


def test_a_value_is_either_fixed_or_tuned(bench: Bench) -> None:
    request = tuning_request("bad", ParameterRanges=RATE)
    request["TrainingJobDefinition"]["StaticHyperParameters"]["rate"] = "1"

    _, message = bench.refusal("create_hyper_parameter_tuning_job", request)
    assert message == "StaticHyperParameters and ParameterRanges both have rate"
