"""The two steps that call a function of the platform."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.authoring.vocabulary import Vocabulary
from pipelines.sdk import ExecutionVariables
from pipelines.sdk.step import RequestStep


def champion_step(vocabulary: Vocabulary, *, after: RequestStep) -> RequestStep:
    """Which model is the latest approved one, asked late; none yet is no failure."""
    inputs = {"model_package_group": vocabulary.placeholder("ModelPackageGroup")}
    outputs = ("model_uri", "transform_uri", "package_arn")
    return _lambda_step(
        "Champion", "FindChampionFunction", inputs, outputs, vocabulary, after=[after]
    )


def tell_step(package_arn: Any, vocabulary: Vocabulary) -> RequestStep:
    inputs = {
        "model_package_group": vocabulary.placeholder("ModelPackageGroup"),
        "model_package_arn": package_arn,
        "pipeline": ExecutionVariables.PIPELINE_NAME,
        "execution_arn": ExecutionVariables.PIPELINE_EXECUTION_ARN,
    }
    return _lambda_step("Tell", "TellOutcomeFunction", inputs, (), vocabulary)


def _lambda_step(
    name: str,
    function: str,
    inputs: Mapping[str, Any],
    outputs: Sequence[str],
    vocabulary: Vocabulary,
    *,
    after: Sequence[RequestStep] = (),
) -> RequestStep:
    named = [{"OutputName": output, "OutputType": "String"} for output in outputs]
    return RequestStep(
        name,
        "Lambda",
        inputs,
        after=after,
        beside={"FunctionArn": vocabulary.in_place(function), "OutputParameters": named},
    )
