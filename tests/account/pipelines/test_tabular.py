"""Tabular: the best of several trainings is the one that is judged and registered."""

import pytest

from tests.account.pipelines.jobs import job_of, package_of
from tests.account.pipelines.person import Person, Run

pytestmark = [pytest.mark.account, pytest.mark.timeout(240)]


def test_every_training_of_the_tuning_ran(person: Person, tuned: Run) -> None:
    assert tuned.code == 0, tuned.out
    assert "6 of 6 jobs, best validation:auc 0.9" in tuned.line("Tune")
    counted = job_of(person, tuned, "Tune")["TrainingJobStatusCounters"]
    assert counted["Completed"] + counted["Stopped"] == 6


def test_the_best_is_the_best_of_all(person: Person, tuned: Run) -> None:
    job = job_of(person, tuned, "Tune")
    answer = person.place.sagemaker.list_training_jobs_for_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=job["HyperParameterTuningJobName"], StatusEquals="Completed"
    )
    told = {
        one["TrainingJobName"]: one["FinalHyperParameterTuningJobObjectiveMetric"]["Value"]
        for one in answer["TrainingJobSummaries"]
    }

    best = job["BestTrainingJob"]
    assert told[best["TrainingJobName"]] == max(told.values())
    assert len(set(told.values())) > 1
    assert {"eta", "max_depth", "min_child_weight"} <= best["TunedHyperParameters"].keys()


def test_the_best_is_what_is_registered(person: Person, tuned: Run) -> None:
    best = job_of(person, tuned, "Tune")["BestTrainingJob"]["TrainingJobName"]
    sagemaker = person.place.sagemaker
    artifacts = sagemaker.describe_training_job(TrainingJobName=best)["ModelArtifacts"]
    package = package_of(person, tuned)

    transform, model = package["InferenceSpecification"]["Containers"]
    assert model["ModelDataUrl"] == artifacts["S3ModelArtifacts"]
    assert transform["ModelDataUrl"].endswith(f"/{tuned.id}/Prepare/transform/model.tar.gz")
    assert package["ModelApprovalStatus"] == "PendingManualApproval"
