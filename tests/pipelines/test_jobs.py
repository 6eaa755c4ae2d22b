"""Every job of a pipeline: in the VPC, under the key, tried again, not run twice for nothing."""

from itertools import pairwise
from typing import Any

import pytest

from pipelines import Definition
from tests.pipelines.files import defined, step, steps
from tests.pipelines.requests import complaints
from tests.pipelines.test_options import SPOT, STRATEGIES

JOBS = ("Processing", "Training", "Tuning")
ALL = {
    "augmentation": {"noise": {"strength": 0.1}},
    "stages.augment": {"minutes": 5},
    "compression": {"prune": {"fraction": 0.5}},
    "stages.compress": {"minutes": 5},
}
PROCESSING = ("Ingest", "Validate", "Prepare", "Augment", "Compress", "Evaluate")
KEY = {"Get": "Parameters.DataKey"}
VPC = {
    "SecurityGroupIds": [{"Get": "Parameters.SecurityGroup"}],
    "Subnets": [{"Get": "Parameters.Subnet1"}, {"Get": "Parameters.Subnet2"}],
}


@pytest.fixture(scope="module")
def definition() -> Definition:
    return defined(ALL)


def arguments(definition: Definition, name: str) -> Any:
    return step(definition, name)["Arguments"]


@pytest.mark.parametrize("name", PROCESSING)
def test_a_stage_runs_in_the_vpc_and_writes_under_the_key(
    definition: Definition, name: str
) -> None:
    job = arguments(definition, name)

    assert job["NetworkConfig"]["VpcConfig"] == VPC
    assert job["ProcessingOutputConfig"]["KmsKeyId"] == KEY
    assert job["ProcessingResources"]["ClusterConfig"]["VolumeKmsKeyId"] == KEY


def outputs(definition: Definition, name: str) -> dict[str, Any]:
    written = arguments(definition, name)["ProcessingOutputConfig"]["Outputs"]
    return {each["OutputName"]: each["S3Output"]["S3Uri"] for each in written}


def inputs(definition: Definition, name: str) -> dict[str, Any]:
    read = arguments(definition, name)["ProcessingInputs"]
    return {each["InputName"]: each["S3Input"]["S3Uri"] for each in read}


@pytest.mark.parametrize("name", PROCESSING)
def test_an_output_lies_by_execution_step_and_name(definition: Definition, name: str) -> None:
    for output, place in outputs(definition, name).items():
        root, *below = place["Std:Join"]["Values"]
        assert root["Get"] in {"Parameters.WorkUri", "Parameters.ModelsUri"}
        assert below == [{"Get": "Execution.PipelineExecutionId"}, name, output]


def test_what_is_registered_lies_with_the_models_and_nothing_else_does(
    definition: Definition,
) -> None:
    among_models = {
        (name, output)
        for name in PROCESSING
        for output, place in outputs(definition, name).items()
        if place["Std:Join"]["Values"][0] == {"Get": "Parameters.ModelsUri"}
    }

    assert among_models == {("Prepare", "transform"), ("Compress", "model")}


def test_a_registered_model_of_a_cached_step_lies_where_the_earlier_execution_wrote_it(
    definition: Definition,
) -> None:
    containers = arguments(definition, "Register")["InferenceSpecification"]["Containers"]
    roots = [each["ModelDataUrl"]["Std:Join"]["Values"][0]["Get"] for each in containers]

    assert roots == [
        "Steps.Prepare.ProcessingOutputConfig.Outputs['transform'].S3Output.S3Uri",
        "Steps.Compress.ProcessingOutputConfig.Outputs['model'].S3Output.S3Uri",
    ]


def test_data_are_read_below_a_slash_as_an_address_is_only_a_beginning(
    definition: Definition,
) -> None:
    """Without it, ``vision/digits`` would bring ``vision/digits-2`` as well."""
    assert inputs(definition, "Ingest")["data"] == {
        "Std:Join": {"On": "", "Values": [{"Get": "Parameters.DataUri"}, "/"]}
    }


@pytest.mark.parametrize("name", PROCESSING)
def test_no_output_of_a_step_begins_like_another(definition: Definition, name: str) -> None:
    names = sorted(outputs(definition, name))

    assert not [pair for pair in pairwise(names) if pair[1].startswith(pair[0])]


def test_training_runs_in_the_vpc_and_writes_under_the_key(definition: Definition) -> None:
    job = arguments(definition, "Train")

    assert job["VpcConfig"] == VPC
    assert job["OutputDataConfig"]["KmsKeyId"] == KEY
    assert job["ResourceConfig"]["VolumeKmsKeyId"] == KEY


@pytest.mark.parametrize("instance_type", ["ml.g4dn.xlarge", "ml.g6.xlarge", "ml.p4d.24xlarge"])
def test_a_host_with_disks_of_its_own_takes_no_key_for_them(instance_type: str) -> None:
    resources = arguments(defined(training_instance=instance_type), "Train")["ResourceConfig"]

    assert "VolumeKmsKeyId" not in resources


@pytest.mark.parametrize("strategy", sorted(STRATEGIES))
def test_every_job_has_the_tags_of_who_pays_for_it(strategy: str) -> None:
    definition = defined(STRATEGIES[strategy], tags={"millrace:team": "vision"})

    started = [each for each in definition.body["Steps"] if each["Type"] in JOBS]
    assert len(started) == len(definition.priced)
    for each in started:
        assert each["Arguments"]["Tags"] == [{"Key": "millrace:team", "Value": "vision"}]
    assert complaints(definition) == []


@pytest.mark.parametrize("instances", [1, 2])
def test_what_several_hosts_say_to_each_other_is_encrypted(instances: int) -> None:
    job = arguments(defined({"training.instances": instances}), "Train")

    assert job["EnableInterContainerTrafficEncryption"] is (instances > 1)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Ingest", "PrepareRole"),
        ("Validate", "PrepareRole"),
        ("Prepare", "PrepareRole"),
        ("Augment", "PrepareRole"),
        ("Train", "TrainRole"),
        ("Compress", "TrainRole"),
        ("Evaluate", "JudgeRole"),
    ],
)
def test_each_job_has_the_role_of_its_work(definition: Definition, name: str, role: str) -> None:
    assert arguments(definition, name)["RoleArn"] == {"Get": f"Parameters.{role}"}


@pytest.mark.parametrize("name", [*PROCESSING, "Train"])
def test_a_job_is_tried_again_when_sagemaker_cannot_and_later_each_time(
    definition: Definition, name: str
) -> None:
    policies = step(definition, name)["RetryPolicies"]

    assert {kind for policy in policies for kind in policy["ExceptionType"]} == {
        "SageMaker.CAPACITY_ERROR",
        "SageMaker.JOB_INTERNAL_ERROR",
        "Step.SERVICE_FAULT",
        "Step.THROTTLING",
    }
    assert all(policy["BackoffRate"] > 1 for policy in policies)


def test_registering_is_tried_again_and_a_function_cannot_be(definition: Definition) -> None:
    assert "RetryPolicies" in step(definition, "Register")
    assert "RetryPolicies" not in step(definition, "Champion")


def test_what_comes_before_the_model_is_cached_for_thirty_days_and_judgement_is_not(
    definition: Definition,
) -> None:
    cached = {each["Name"]: each.get("CacheConfig") for each in steps(definition.body["Steps"])}

    for name in ("Ingest", "Validate", "Prepare", "Augment", "Train"):
        assert cached[name] == {"Enabled": True, "ExpireAfter": "P30D"}
    for name in ("Champion", "Evaluate", "Register", "Tell"):
        assert cached[name] is None


def test_training_on_spot_is_not_cached_as_its_checkpoints_are_part_of_the_key() -> None:
    assert "CacheConfig" not in step(defined(**SPOT), "Train")


def test_the_version_of_the_data_is_part_of_the_key_of_what_reads_them() -> None:
    """AWS's key has the address of an input, and not what lies there."""
    assert arguments(defined(), "Ingest")["Environment"] == {
        "DATA_VERSION": {"Get": "Parameters.DataVersion"}
    }


def test_a_step_asks_the_step_before_where_its_output_is_so_that_a_cached_one_is_found(
    definition: Definition,
) -> None:
    assert inputs(definition, "Augment")["train"] == {
        "Get": "Steps.Prepare.ProcessingOutputConfig.Outputs['train'].S3Output.S3Uri"
    }


def test_nothing_is_prepared_of_rows_that_are_not_validated(definition: Definition) -> None:
    assert step(definition, "Prepare")["DependsOn"] == ["Validate"]


def test_a_stage_is_told_its_settings_the_problem_and_the_seed() -> None:
    settings = {"rows_at_least": 300, "columns": ["a", "b"], "label": "1", "strict": True}

    words = arguments(defined({"stages.validate.settings": settings}), "Validate")

    assert words["AppSpecification"]["ContainerArguments"] == [
        "workloads.example.validate",
        *("--set", "seed=1", "--set", "problem=binary"),
        *("--set", "rows_at_least=300", "--set", 'columns=["a", "b"]'),
        *("--set", 'label="1"', "--set", "strict=true"),
    ]
