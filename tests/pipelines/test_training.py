"""A training job: its code, its hyperparameters, its data, and what becomes of it on spot."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from pipelines import WorkloadError
from tests.pipelines.files import OFF, defined, step
from tests.pipelines.test_options import ALGORITHMS, AUTOPILOT, IMAGE, SPOT, XGBOOST


def train(changes: Mapping[str, Any] | None = None, **others: Any) -> Any:
    return step(defined(changes, **others), "Train")["Arguments"]


def parameter(name: str) -> dict[str, Any]:
    return {"Std:Join": {"On": "", "Values": [{"Get": f"Parameters.{name}"}]}}


def test_the_toolkit_of_a_script_finds_it_in_the_code() -> None:
    told = train()["HyperParameters"]

    assert told["sagemaker_program"] == '"workloads/example/learn.py"'
    assert told["sagemaker_submit_directory"] == {
        "Std:Join": {"On": "", "Values": ['"', {"Get": "Parameters.CodeUri"}, '"']}
    }


def test_a_hyperparameter_is_a_parameter_of_the_pipeline_and_text_to_the_job() -> None:
    told = train()["HyperParameters"]

    assert told["epochs"] == parameter("Epochs")
    assert told["learning_rate"] == parameter("LearningRate")
    assert told["optimizer"]["Std:Join"]["Values"] == ['"', {"Get": "Parameters.Optimizer"}, '"']


def test_a_truth_value_is_no_parameter_as_sagemaker_has_none_of_that_kind() -> None:
    changes = {"training.hyperparameters": {"nesterov": True}}

    assert train(changes)["HyperParameters"]["nesterov"] == "true"


def test_the_environment_has_the_last_word_on_a_value() -> None:
    body = defined(parameters={"epochs": 9, "learning_rate": 1}).body

    values = {each["Name"]: each["DefaultValue"] for each in body["Parameters"]}

    assert (values["Epochs"], values["LearningRate"]) == (9, 1.0)


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"epoch": 9}, "parameters.epoch: is no hyperparameter; allowed: epochs, learning_rate, "),
        ({"epochs": "9"}, "parameters.epochs: must be a whole number, given '9'"),
        ({"epochs": 9.5}, "parameters.epochs: must be a whole number, given 9.5"),
        ({"optimizer": 3}, "parameters.optimizer: must be text, given 3"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(parameters: dict[str, Any], told: str) -> None:
    with pytest.raises(WorkloadError) as refused:
        defined(parameters=parameters)

    assert str(refused.value).startswith(told)


def test_the_built_in_algorithm_has_no_code_and_plain_words() -> None:
    job = train(XGBOOST)

    assert job["HyperParameters"] == {
        "num_round": parameter("NumRound"),
        "objective": {"Get": "Parameters.Objective"},
    }
    assert "MetricDefinitions" not in job["AlgorithmSpecification"]
    assert {each["ContentType"] for each in job["InputDataConfig"]} == {"text/csv"}


def test_an_image_of_ones_own_is_brought_its_code() -> None:
    job = train(ALGORITHMS["container"])

    assert job["AlgorithmSpecification"]["TrainingImage"] == IMAGE
    assert "sagemaker_submit_directory" in job["HyperParameters"]


def test_an_image_with_its_own_entry_point_is_left_alone() -> None:
    job = train(ALGORITHMS["container without a script"])

    assert "sagemaker_program" not in job["HyperParameters"]


def test_an_algorithm_of_the_marketplace_is_isolated_from_the_network() -> None:
    job = train(ALGORITHMS["marketplace"])

    assert "TrainingImage" not in job["AlgorithmSpecification"]
    assert job["EnableNetworkIsolation"] is True


def test_a_jumpstart_model_is_trained_on() -> None:
    job = train(ALGORITHMS["jumpstart"])

    channels = {each["ChannelName"]: each for each in job["InputDataConfig"]}
    assert channels["model"]["DataSource"]["S3DataSource"]["S3Uri"].startswith("s3://jumpstart")
    assert json.loads(job["HyperParameters"]["sagemaker_program"]) == "transfer_learning.py"


def test_autopilot_searches_in_the_one_mode_that_pipelines_know() -> None:
    definition = defined(AUTOPILOT)

    assert step(definition, "Train")["Type"] == "AutoML"
    assert step(definition, "Train")["Arguments"]["AutoMLJobConfig"]["Mode"] == "ENSEMBLING"


def test_autopilot_searches_with_a_role_that_no_other_job_has() -> None:
    roles = {
        each["Name"]: each["Arguments"]["RoleArn"]["Get"]
        for each in defined(AUTOPILOT).body["Steps"]
        if "RoleArn" in each["Arguments"]
    }

    assert [name for name, role in roles.items() if role == "Parameters.SearchRole"] == ["Train"]


@pytest.mark.parametrize(
    ("distribution", "asks_for"),
    [
        ("ddp", {"sagemaker_torch_distributed_enabled": "true"}),
        ("smddp", {"sagemaker_distributed_dataparallel_enabled": "true"}),
        (
            "smp",
            {
                "sagemaker_mpi_enabled": "true",
                "sagemaker_mpi_num_of_processes_per_host": "8",
                "mp_parameters": '{"partitions": 4}',
            },
        ),
    ],
)
def test_the_toolkit_is_told_how_to_distribute(distribution: str, asks_for: dict[str, str]) -> None:
    parallel = {"processes_per_host": 8, "parameters": {"partitions": 4}}
    changes: dict[str, Any] = {"training.distribution": distribution, "training.instances": 2}
    if distribution == "smp":
        changes["training.model_parallel"] = parallel

    told = train(changes, training_instance="ml.p4d.24xlarge")["HyperParameters"]

    assert told.items() >= asks_for.items()
    assert told["sagemaker_instance_type"] == '"ml.p4d.24xlarge"'


@pytest.mark.parametrize("mode", ["File", "FastFile", "Pipe"])
def test_rows_are_copied_streamed_or_piped(mode: str) -> None:
    job = train({"training.input": mode})

    assert {each["InputMode"] for each in job["InputDataConfig"]} == {mode}


def test_on_spot_it_waits_and_keeps_checkpoints_by_execution() -> None:
    job = train(**SPOT)

    assert job["EnableManagedSpotTraining"] is True
    assert job["StoppingCondition"] == {
        "MaxRuntimeInSeconds": 60 * 60,
        "MaxWaitTimeInSeconds": 240 * 60,
    }
    assert job["CheckpointConfig"]["LocalPath"] == "/opt/ml/checkpoints"
    assert job["CheckpointConfig"]["S3Uri"]["Std:Join"]["Values"] == [
        {"Get": "Parameters.CheckpointsUri"},
        {"Get": "Execution.PipelineExecutionId"},
    ]


def test_on_demand_it_neither_waits_nor_keeps_any() -> None:
    job = train()

    assert job["StoppingCondition"] == {"MaxRuntimeInSeconds": 60 * 60}
    assert job.keys().isdisjoint({"CheckpointConfig", "EnableManagedSpotTraining"})


def test_a_host_may_be_kept_warm() -> None:
    resources = train({"training.keep_warm_minutes": 30})["ResourceConfig"]

    assert resources["KeepAlivePeriodInSeconds"] == 30 * 60


@pytest.mark.parametrize(
    ("changes", "others", "told"),
    [
        (
            {"training.keep_warm_minutes": 30},
            SPOT,
            "training.keep_warm_minutes: must be 0 on spot: SageMaker keeps no spot host warm",
        ),
        (
            {"training.minutes": 300},
            SPOT,
            (
                "training.minutes: is 300, longer than the environment's max_wait_minutes; "
                "allowed: at most 240"
            ),
        ),
        (
            {"training.distribution": "smddp"},
            {},
            "training.distribution: smddp does not run on the environment's ml.m5.xlarge; ",
        ),
        (
            {"training.file_system": {"kind": "efs", "directory": "/pets"}},
            {"file_systems": frozenset({"lustre"})},
            "training.file_system: the environment's file_stores have no efs; allowed: lustre",
        ),
        (
            {
                "training.algorithm": "container",
                "training.image": {"repository": "trainning", "tag": "7"},
            },
            {},
            (
                "training.image.repository: is none of the environment's repositories, given "
                "trainning; allowed: serving, training; did you mean 'training'?"
            ),
        ),
        (
            {"training.debugger": True},
            {},
            "training.debugger: AWS has closed Debugger to new accounts on 30 July 2026",
        ),
    ],
)
def test_what_the_surroundings_cannot_do_is_refused(
    changes: dict[str, Any], others: dict[str, Any], told: str
) -> None:
    with pytest.raises(WorkloadError) as refused:
        defined(changes, **others)

    assert str(refused.value).startswith(f"workloads/example/workload.yaml: {told}")


@pytest.mark.parametrize(
    ("image", "told"),
    [
        (
            {"framework": "pytorch", "version": "2.88.0", "python": "py312"},
            "no image of AWS's is for training with pytorch 2.88.0 py312; allowed: 0.4.0, ",
        ),
        (
            {"framework": "pytorch", "version": "2.8.0", "python": "py39"},
            "no image of AWS's is for training with pytorch 2.8.0 py39; allowed: py312",
        ),
    ],
)
def test_an_image_that_aws_does_not_have_is_refused(image: dict[str, str], told: str) -> None:
    with pytest.raises(WorkloadError) as refused:
        defined({"image": image})

    assert str(refused.value).startswith(told)


def test_metrics_of_a_script_are_looked_for_in_its_log() -> None:
    assert train()["AlgorithmSpecification"]["MetricDefinitions"] == [
        {"Name": "validation:accuracy", "Regex": "validation accuracy ([0-9.]+)"}
    ]
    assert (
        "MetricDefinitions"
        not in train({"training.metrics": OFF, "training.objective": OFF})["AlgorithmSpecification"]
    )
