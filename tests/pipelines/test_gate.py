"""The gate: what is asked of a model, what is registered of it, and why it is refused."""

from typing import Any

from pipelines import Definition
from tests.pipelines.files import OFF, defined, step
from tests.pipelines.test_options import AUTOPILOT, XGBOOST


def arguments(definition: Definition, name: str) -> Any:
    return step(definition, name)["Arguments"]


def read(path: str) -> dict[str, Any]:
    evaluation = {"Get": "Steps.Evaluate.PropertyFiles.evaluation"}
    return {"Std:JsonGet": {"PropertyFile": evaluation, "Path": path}}


def test_every_threshold_is_a_condition_beside_the_judgement() -> None:
    changes = {"gate": {"recall": {"at_least": 0.9}, "log_loss": {"at_most": 20.0}}}

    gate = arguments(defined(changes), "Gate")

    assert [
        (each["Type"], each["LeftValue"], each["RightValue"]) for each in gate["Conditions"]
    ] == [
        ("Equals", read("gate.passed"), 1),
        ("GreaterThanOrEqualTo", read("metrics.recall.value"), 0.9),
        ("LessThanOrEqualTo", read("metrics.log_loss.value"), 20.0),
    ]


def test_the_evaluation_is_a_property_of_its_step() -> None:
    assert step(defined(), "Evaluate")["PropertyFiles"] == [
        {
            "PropertyFileName": "evaluation",
            "OutputName": "evaluation",
            "FilePath": "evaluation.json",
        }
    ]


def test_a_model_is_registered_and_told_of_only_behind_the_gate() -> None:
    definition = defined()

    gate = arguments(definition, "Gate")
    assert [each["Name"] for each in gate["IfSteps"]] == ["Register", "Tell"]
    assert [each["Name"] for each in gate["ElseSteps"]] == ["Refused"]
    assert {"Register", "Tell"}.isdisjoint(each["Name"] for each in definition.body["Steps"])


def test_a_refusal_ends_the_execution_with_the_reason_of_the_judgement() -> None:
    message = arguments(defined(), "Refused")["ErrorMessage"]

    assert message == {
        "Std:Join": {"On": ": ", "Values": ["example is not registered", read("gate.reason")]}
    }


def test_the_stage_that_judges_is_told_the_gate_and_the_champion() -> None:
    specification = arguments(defined(), "Evaluate")["AppSpecification"]

    told = specification["ContainerArguments"]
    assert "gate.accuracy.at_least=0.9" in told
    assert "gate.champion.may_lose=0.0" in told
    assert [each["Std:Join"]["Values"] for each in told if isinstance(each, dict)] == [
        ["champion", {"Get": "Steps.Champion.OutputParameters['model_uri']"}],
        ["champion_transform", {"Get": "Steps.Champion.OutputParameters['transform_uri']"}],
    ]


def test_functions_are_named_in_place_as_sagemaker_takes_no_parameter_there() -> None:
    definition = defined()

    assert step(definition, "Champion")["FunctionArn"] == "{{FindChampionFunction}}"
    assert step(definition, "Tell")["FunctionArn"] == "{{TellOutcomeFunction}}"


def test_a_model_waits_for_a_person() -> None:
    package = arguments(defined(), "Register")

    assert package["ModelApprovalStatus"] == "PendingManualApproval"


def test_the_transform_serves_before_the_model() -> None:
    containers = arguments(defined(), "Register")["InferenceSpecification"]["Containers"]

    assert [each["ContainerHostname"] for each in containers] == ["transform", "model"]
    assert ["scikit-learn" in each["Image"] for each in containers] == [True, False]


def test_without_a_transform_the_model_serves_alone() -> None:
    definition = defined({"register.transform": OFF})

    [container] = arguments(definition, "Register")["InferenceSpecification"]["Containers"]
    assert container["ContainerHostname"] == "model"


def test_a_built_in_algorithm_serves_in_the_image_that_it_was_trained_in() -> None:
    definition = defined(XGBOOST)

    *_, model = arguments(definition, "Register")["InferenceSpecification"]["Containers"]
    trained_in = arguments(definition, "Train")["AlgorithmSpecification"]["TrainingImage"]
    assert model["Image"] == trained_in


def test_autopilots_best_serves_as_autopilot_says() -> None:
    definition = defined(AUTOPILOT)

    *_, model = arguments(definition, "Register")["InferenceSpecification"]["Containers"]
    best = "Steps.Train.BestCandidate.InferenceContainers[0]"
    assert model["Image"] == {"Get": f"{best}.Image"}
    assert model["ModelDataUrl"] == {"Get": f"{best}.ModelDataUrl"}


def test_the_compressed_model_is_the_one_that_is_judged_and_registered() -> None:
    changes = {"compression": {"prune": {"fraction": 0.5}}, "stages.compress": {"minutes": 5}}

    definition = defined(changes)

    inputs = arguments(definition, "Evaluate")["ProcessingInputs"]
    judged = {each["InputName"]: each["S3Input"]["S3Uri"] for each in inputs}
    *_, model = arguments(definition, "Register")["InferenceSpecification"]["Containers"]
    assert judged["model"] == model["ModelDataUrl"]
    assert "Compress" in str(judged["compression"])


def test_the_metrics_and_the_baselines_go_with_the_model() -> None:
    package = arguments(defined(), "Register")

    [quality] = package["ModelMetrics"]["ModelQuality"].values()
    assert quality["S3Uri"]["Std:Join"]["Values"][-1] == "evaluation.json"
    baseline = package["ModelMetrics"]["ModelDataQuality"]
    assert {key: each["S3Uri"]["Std:Join"]["Values"][-1] for key, each in baseline.items()} == {
        "Statistics": "statistics.json",
        "Constraints": "constraints.json",
    }
    assert package["DriftCheckBaselines"] == {"ModelDataQuality": baseline}


def test_it_says_what_it_came_from() -> None:
    package = arguments(defined(), "Register")

    assert package["MetadataProperties"]["GeneratedBy"] == {"Get": "Execution.PipelineExecutionArn"}
    assert package["CustomerMetadataProperties"].keys() == {
        "workload",
        "code",
        "data",
        "model",
        "held_out_rows",
        "execution",
    }


def test_the_champion_is_asked_for_when_there_is_a_model_to_hold_against_it() -> None:
    assert step(defined(), "Champion")["DependsOn"] == ["Train"]
