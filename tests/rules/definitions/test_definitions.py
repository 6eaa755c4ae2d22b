"""A pipeline's definition is held against what SageMaker takes, before SageMaker sees it."""

from typing import Any

import pytest

from rules.definitions import check, mistakes_in
from rules.value import UNKNOWN, Reference, Text
from tests.rules.definitions.example import definition, get, join
from tests.rules.definitions.spoiling import (
    CONDITION,
    CONFIG,
    GATE,
    GONE,
    JSON_GET,
    PREPARE,
    REFUSED,
    REGISTER,
    TELL,
    TRAIN,
    spoilt,
)


def test_in_a_right_one_nothing_is_found() -> None:
    assert list(mistakes_in(definition())) == []


@pytest.mark.parametrize(
    ("way", "value", "says"),
    [
        (("Version",), "2021-12-01", "Version: must be 2020-12-01, got '2021-12-01'"),
        (("Steps",), [], "Steps: must be a list of at least one step"),
        (("Stepps",), [], "Stepps: is no part of a definition; did you mean Steps?"),
        (("Steps", 0), "Prepare", "Steps.0: is no step, got 'Prepare'"),
        (("Steps", 1, "Type"), "Trainig", "no step is of the type 'Trainig'; did you mean Trai"),
        (("Steps", 1, "Type"), GONE, "Train: no step is of the type None"),
        (("Steps", 1, "Name"), "Train it", "letters, digits, - or _, got 'Train it'"),
        (("Steps", 1, "Name"), GONE, "Steps.1: Name must be"),
        (("Steps", 1, "Name"), "Prepare", "Prepare: 2 steps have this name"),
        ((*REGISTER, "Name"), "Train", "Train: 2 steps have this name"),
        (("Steps", 1, "DependOn"), ["Prepare"], "has no such field; did you mean DependsOn?"),
        (("Steps", 1, "PropertyFiles"), [], "a Training step has no such field"),
        (("Steps", 1, "Arguments"), GONE, "Train: Arguments is missing"),
        (("Steps", 1, "Arguments"), [], "Train.Arguments: must be an object"),
        ((*TELL, "FunctionArn"), GONE, "Tell: FunctionArn is missing"),
        ((*TELL, "FunctionArn"), "", "Tell: FunctionArn is missing"),
        ((*TELL, "OutputParameters"), {}, "Tell.OutputParameters: must be a list"),
        ((*TELL, "OutputParameters", 0), "told", "OutputParameters.0: must be an object"),
        ((*TELL, "OutputParameters", 0, "OutputName"), GONE, "OutputName must be a string, got N"),
        ((*TELL, "OutputParameters", 0, "OutputType"), "Text", "no output is of the type 'Text'"),
        (("Steps", 3, "PropertyFiles", 0, "FilePath"), GONE, "FilePath must be a string, got None"),
        (("Steps", 3, "DependsOn"), "Prepare", "Evaluate.DependsOn: must be a list"),
        (("Steps", 3, "DependsOn"), [1], "Evaluate.DependsOn.0: must be the name of a step"),
        (REGISTER, "Register", "Gate.Arguments.IfSteps.0: is no step, got 'Register'"),
        ((*GATE, "ElseSteps"), {}, "Gate.Arguments.ElseSteps: must be a list of steps"),
        (("Parameters",), {}, "Parameters: must be a list"),
        (("Parameters", 0, "Name"), "Role", "Parameters.Role: 2 parameters have this name"),
        (("Parameters", 0, "Name"), "Work Uri", "letters, digits, - or _, got 'Work Uri'"),
        (("Parameters", 0, "Type"), "Text", "no parameter is of the type 'Text'"),
        (("Parameters", 0, "Default"), "x", "no field of a parameter; did you mean DefaultValue?"),
        (("Parameters", 0, "DefaultValue"), 1, "must be of the type String, got 1"),
        (("Parameters", 3, "DefaultValue"), "1", "must be of the type Float, got '1'"),
        (("Parameters", 3, "DefaultValue"), True, "must be of the type Float, got True"),
        (("Parameters", 2, "DefaultValue"), "5", "DefaultValue '5' is not among EnumValues"),
        (("Parameters", 0), "WorkUri", "Parameters.0: is no parameter, got 'WorkUri'"),
    ],
)
def test_it_has_the_parts_of_a_definition(way: tuple[Any, ...], value: object, says: str) -> None:
    assert says in "\n".join(check(spoilt(way, value)))


@pytest.mark.parametrize(
    ("way", "value", "says"),
    [
        ((*TRAIN, "RoleArn"), GONE, "Train.Arguments: RoleArn is missing"),
        ((*TRAIN, "RoleArn"), "train", "Train.Arguments.RoleArn: 5 characters, at least 20"),
        ((*TRAIN, "Enviroment"), {}, "is not known; did you mean Environment?"),
        ((*TRAIN, "ResourceConfig", "InstanceType"), "ml.g4dn.xlrge", "mean ml.g4dn.xlarge?"),
        ((*TRAIN, "ResourceConfig", "InstanceCount"), "1", "must be a whole number, got '1'"),
        ((*TRAIN, "ResourceConfig", "InstanceCount"), True, "must be a whole number, got True"),
        ((*TRAIN, "ResourceConfig", "InstanceCount"), -1, "must be at least 0, got -1"),
        ((*TRAIN, "HyperParameters", "epochs"), 40, "epochs: must be a string, got 40"),
        ((*TRAIN, "HyperParameters"), [], "HyperParameters: must be an object, got []"),
        ((*TRAIN, "HyperParameters", "a"), "x" * 2501, "2501 characters, at most 2500"),
        ((*TRAIN, "EnableManagedSpotTraining"), "true", "must be true or false, got 'true'"),
        ((*TRAIN, "InputDataConfig"), {}, "InputDataConfig: must be a list, got {}"),
        ((*TRAIN, "InputDataConfig", 0, "ChannelName"), "a b", "'a b' does not match"),
        ((*PREPARE, "AppSpecification", "ImageUri"), GONE, "ImageUri is missing"),
        ((*PREPARE, "AppSpecification", "ContainerArguments"), ["x"] * 101, "101 items, at most"),
        ((*PREPARE, "AppSpecification", "ContainerArguments", 0), "x" * 257, "257 characters"),
        ((*REGISTER, "Arguments", "ModelApprovalStatus"), "Approve", "did you mean Approved?"),
        ((*TRAIN, "Tags"), [{"Key": "a|b", "Value": ""}], "'a|b' does not match"),
        ((*CONFIG, "Strategy"), "Baysian", "did you mean Bayesian?"),
        ((*PREPARE, "Environment"), {f"V{n}": "" for n in range(101)}, "101 entries, at most 100"),
    ],
)
def test_arguments_are_what_the_service_takes(
    way: tuple[Any, ...], value: object, says: str
) -> None:
    assert says in "\n".join(check(spoilt(way, value)))


@pytest.mark.parametrize(
    "way",
    [
        (*TRAIN, "ResourceConfig", "InstanceCount"),
        (*TRAIN, "VpcConfig", "Subnets"),
        (*TRAIN, "HyperParameters"),
        (*TRAIN, "EnableManagedSpotTraining"),
        (*CONFIG, "ResourceLimits", "MaxNumberOfTrainingJobs"),
        (*REGISTER, "Arguments", "ModelPackageGroupName"),
        (*REFUSED, "Arguments", "ErrorMessage"),
        (*CONDITION, "RightValue"),
    ],
    ids=lambda way: str(way[-1]),
)
@pytest.mark.parametrize("value", [get("Execution.PipelineName"), UNKNOWN, Reference("A", "b")])
def test_a_variable_may_stand_anywhere_and_so_may_what_the_deployment_knows(
    way: tuple[Any, ...], value: object
) -> None:
    assert check(spoilt(way, value)) == ()


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (("Steps", 1, "Name"), Text(("Train", UNKNOWN))),
        (("Parameters", 0, "Name"), UNKNOWN),
        (("Version",), UNKNOWN),
        (("Steps", 0), UNKNOWN),
        (("Parameters",), UNKNOWN),
        (("Steps", 0, "CacheConfig"), UNKNOWN),
        (("Steps", 0, "CacheConfig", "Enabled"), UNKNOWN),
        (("Steps", 0, "RetryPolicies", 0, "MaxAttempts"), UNKNOWN),
        (("Steps", 3, "PropertyFiles", 0, "PropertyFileName"), UNKNOWN),
        ((*JSON_GET, "Path"), UNKNOWN),
        ((*CONDITION, "Type"), UNKNOWN),
    ],
)
def test_of_names_that_only_the_deployment_knows_nothing_is_said(
    way: tuple[Any, ...], value: object
) -> None:
    assert check(spoilt(way, value)) == ()


OUTPUTS = "Steps.Prepare.ProcessingOutputConfig.Outputs"
FILES = "Steps.Evaluate.PropertyFiles"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("Parameters.Epoch", "Parameters.Epoch does not exist; did you mean Epochs?"),
        ("Execution.PipelineExecutionName", "did you mean PipelineExecution"),
        ("PipelineExperimentConfig.X", "known: ExperimentName, TrialName"),
        ("Step.Train", "Step.Train is nothing to get"),
        ("Steps.Prepar.RoleArn", "no step is called 'Prepar'; did you mean Prepare?"),
        ("Steps.Prepare", "Prepare is no property"),
        ("Steps.Prepare.ModelArtifacts", "Prepare has no 'ModelArtifacts'"),
        ("Steps.Prepare.ProcessingOutputConfig.Output", "did you mean Outputs?"),
        (f"{OUTPUTS}['tran'].S3Output.S3Uri", "has no 'tran'; did you mean train?"),
        (f"{OUTPUTS}['train'].S3Output.Uri", "has no 'Uri'"),
        (f"{OUTPUTS}[2].S3Output.S3Uri", "has 2 items, and no [2]"),
        (f"{OUTPUTS}.train", "has no 'train'"),
        ("Steps.Refused.ErrorMessage", "a Fail step has no properties"),
        ("Steps.Tell.told", "there is only OutputParameters['<output>']"),
        ("Steps.Tell.OutputParameters['tol']", "Tell has no output 'tol'; did you mean told?"),
        (7, "Get takes a string, got 7"),
    ],
)
def test_what_a_step_gets_exists(path: object, says: str) -> None:
    found = check(spoilt((*REFUSED, "Arguments", "ErrorMessage"), {"Get": path}))
    assert says in "\n".join(found)


@pytest.mark.parametrize(
    "path",
    [
        "Steps.Gate.Outcome",
        f"{OUTPUTS}[1].S3Output.S3Uri",
        "Steps.Tune.BestTrainingJob.TrainingJobName",
        "Steps.Tune.TrainingJobSummaries[0].FinalHyperParameterTuningJobObjectiveMetric.Value",
        "Steps.Train.FinalMetricDataList['validation:accuracy'].Value",
        "Steps.Train.HyperParameters['epochs']",
        "Execution.StartDateTime",
        "PipelineExperimentConfig.TrialName",
    ],
)
def test_what_does_exist_is_no_mistake(path: str) -> None:
    assert check(spoilt(("Steps", 4, "Arguments", "ElseSteps", 0, "Arguments"), {
        "ErrorMessage": get(path),
    })) == ()  # fmt: skip


@pytest.mark.parametrize(
    ("way", "value", "says"),
    [
        ((*JSON_GET, "PropertyFile"), get(f"{FILES}.evalution"), "did you mean evaluation?"),
        ((*JSON_GET, "PropertyFile"), get("Steps.Evaluat.PropertyFiles.evaluation"), "mean Eval"),
        ((*JSON_GET, "PropertyFile"), "evaluation", "must be Get of Steps.<step>.PropertyFiles"),
        ((*JSON_GET, "Path"), "", "needs a Path"),
        ((*JSON_GET, "Paths"), "x", "no part of Std:JsonGet; did you mean Path?"),
        ((*JSON_GET, "S3Uri"), "s3://a/b", "either a PropertyFile or an S3Uri"),
        ((*CONDITION, "LeftValue"), {"Std:JsonGot": {}}, "did you mean Std:JsonGet?"),
        ((*CONDITION, "LeftValue"), {"Std:Join": []}, "Std:Join takes an object"),
        ((*TRAIN, "OutputDataConfig", "S3OutputPath"), join([1]), "joins texts, numbers and var"),
        ((*TRAIN, "OutputDataConfig", "S3OutputPath"), {"Std:Join": {}}, "needs a list of Values"),
        (("Steps", 3, "PropertyFiles", 0, "OutputName"), "e", "no output is called 'e'"),
        (("Steps", 1, "DependsOn"), ["Prepar"], "no step is called 'Prepar'; did you mean Prep"),
        (("Steps", 1, "DependsOn"), [{"Step": "Nobody", "Trigger": "Failed"}], "'Nobody'"),
        (("PipelineExperimentConfig", "TrialName"), get("Execution.Id"), "Execution.Id does not"),
    ],
)
def test_functions_property_files_and_names_are_right(
    way: tuple[Any, ...], value: object, says: str
) -> None:
    assert says in "\n".join(check(spoilt(way, value)))


@pytest.mark.parametrize(
    ("way", "value", "says"),
    [
        (("Steps", 0, "DependsOn"), ["Evaluate"], "waits for itself"),
        (("Steps", 0, "DependsOn"), ["Prepare"], "waits for itself: Prepare -> Prepare"),
        ((*CONDITION, "RightValue"), get("Steps.Register.ModelApprovalStatus"), "waits for itself"),
        (("Steps", 4, "DependsOn"), ["Register"], "waits for itself"),
        (
            (*REFUSED, "Arguments", "ErrorMessage"),
            get("Steps.Register.ModelPackageArn"),
            "Refused: waits for Register, which is in the other branch",
        ),
    ],
)
def test_every_step_can_come(way: tuple[Any, ...], value: object, says: str) -> None:
    assert says in "\n".join(check(spoilt(way, value)))


@pytest.mark.parametrize(
    ("way", "name", "says"),
    [
        ((*TRAIN, "HyperParameters", "rate"), "Threshold", "takes String, and the parameter Thre"),
        ((*TRAIN, "ResourceConfig", "InstanceCount"), "Epochs", "takes Integer, and the param"),
        ((*TRAIN, "EnableManagedSpotTraining"), "Epochs", "takes Boolean, and the parameter"),
        ((*PREPARE, "AppSpecification", "ContainerArguments", 0), "Threshold", "Std:Join"),
    ],
)
def test_a_parameter_is_of_the_type_that_it_stands_for(
    way: tuple[Any, ...], name: str, says: str
) -> None:
    assert says in "\n".join(check(spoilt(way, get(f"Parameters.{name}"))))
    assert check(spoilt((*TRAIN, "HyperParameters", "r"), join(get("Parameters.Threshold")))) == ()


@pytest.mark.parametrize(
    "name", ["ml.g4dn.xlarge", "ml.p4d.24xlarge", "ml.m5d.large", "ml.g6.xlarge"]
)
def test_an_instance_with_a_disk_of_its_own_takes_no_key(name: str) -> None:
    assert "takes no VolumeKmsKeyId" in "\n".join(
        check(spoilt((*TRAIN, "ResourceConfig", "InstanceType"), name))
    )
