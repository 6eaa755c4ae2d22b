"""The bus hears of every change of an execution, of its steps, and of a model package."""

from tests.local_batch.fakes import SeenEvent
from tests.local_sagemaker.bench import Bench, eventually
from tests.local_sagemaker.definitions import definition, training

_EXECUTION = "SageMaker Model Building Pipeline Execution Status Change"
_STEP = "SageMaker Model Building Pipeline Execution Step Status Change"
_PACKAGE = "SageMaker Model Package State Change"


def events(bench: Bench, kind: str, *, count: int) -> list[SeenEvent]:
    def seen() -> list[SeenEvent]:
        return [one for one in bench.account.events if one.detail_type == kind]

    eventually(lambda: len(seen()) == count, f"{count} events {kind}")
    return seen()


def test_an_execution_is_told_from_its_start_to_its_end(bench: Bench) -> None:
    arn = bench.run(definition(training("Train")))
    begun, ended = events(bench, _EXECUTION, count=2)

    assert begun.detail["currentPipelineExecutionStatus"] == "Executing"
    assert ended.detail["previousPipelineExecutionStatus"] == "Executing"
    assert ended.detail["currentPipelineExecutionStatus"] == "Succeeded"
    assert ended.detail["pipelineExecutionArn"] == arn
    assert ended.resources == [arn.rpartition("/execution/")[0], arn]
    assert ended.detail["executionEndTime"] >= ended.detail["executionStartTime"]


def test_a_step_is_told_with_its_job_and_its_reason(bench: Bench) -> None:
    bench.jobs.reasons["Train"] = ["AlgorithmError: exit code 1"]
    arn = bench.run(definition(training("Train")))
    details = [one.detail for one in events(bench, _STEP, count=3)]

    statuses = [detail["currentStepStatus"] for detail in details]
    assert statuses == ["Starting", "Executing", "Failed"]
    last = details[-1]
    job = bench.steps(arn)["Train"]["Metadata"]["TrainingJob"]["Arn"]
    assert last["metadata"] == {"trainingJob": {"arn": job}}
    assert last["failureReason"] == "AlgorithmError: exit code 1"
    assert (last["stepName"], last["stepType"]) == ("Train", "Training")


def test_an_approval_is_told_with_the_whole_package(bench: Bench) -> None:
    bench.client.create_model_package_group(ModelPackageGroupName="digits")
    arn = bench.client.create_model_package(
        ModelPackageGroupName="digits",
        InferenceSpecification={"Containers": [{"Image": "an-image"}]},
    )["ModelPackageArn"]
    bench.client.update_model_package(ModelPackageArn=arn, ModelApprovalStatus="Approved")
    made, approved = (one.detail for one in events(bench, _PACKAGE, count=2))

    assert made["ModelApprovalStatus"] == "PendingManualApproval"
    assert approved["ModelApprovalStatus"] == "Approved"
    assert approved["ModelPackageArn"] == arn
    assert approved["ModelPackageGroupName"] == "digits"
