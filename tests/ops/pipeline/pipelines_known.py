"""A pipeline's definition as the SDK writes it, with one step of every kind that digits has."""

import json
from typing import Any

PASSES: dict[str, Any] = {
    "Type": "GreaterThanOrEqualTo",
    "LeftValue": {
        "Std:JsonGet": {
            "PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.evaluation"},
            "Path": "metrics.accuracy.value",
        }
    },
    "RightValue": 0.95,
}


def step(name: str, kind: str = "Processing", *after: str, **more: Any) -> dict[str, Any]:
    """``after`` are the steps whose outputs it reads."""
    inputs = [{"Get": f"Steps.{one}.ProcessingOutputConfig.Outputs['x']"} for one in after]
    body: dict[str, Any] = {"Name": name, "Type": kind, "Arguments": {"Inputs": inputs}}
    body["Arguments"] |= more.pop("arguments", {})
    return body | more


CACHED: dict[str, Any] = {"CacheConfig": {"Enabled": True, "ExpireAfter": "P30D"}}
RETRIED: dict[str, Any] = {
    "RetryPolicies": [{"ExceptionType": ["SageMaker.CAPACITY_ERROR"], "MaxAttempts": 5}]
}
HYPERPARAMETERS = {
    "HyperParameters": {
        "epochs": {"Get": "Parameters.Epochs"},
        "learning_rate": {"Get": "Parameters.LearningRate"},
        "optimizer": {"Get": "Parameters.Optimizer"},
        "width": "32",
    }
}
REFUSED = step("Refused", "Fail", arguments={"ErrorMessage": {"Std:Join": {"On": " ", "Values": [
    {"Std:JsonGet": {"PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.evaluation"},
                     "Path": "gate.reason"}}]}}})  # fmt: skip
GATE = step(
    "Gate",
    "Condition",
    arguments={
        "Conditions": [PASSES],
        "IfSteps": [
            step("Register", "RegisterModel", "Train"),
            step("Tell", "Lambda", "Register", DependsOn=["Register"]),
        ],
        "ElseSteps": [REFUSED],
    },
)
BODY: dict[str, Any] = {
    "Version": "2020-12-01",
    "Parameters": [
        {"Name": "DataUri", "Type": "String", "DefaultValue": "s3://raw/vision/digits"},
        {"Name": "Epochs", "Type": "Integer", "DefaultValue": 40},
        {"Name": "LearningRate", "Type": "Float", "DefaultValue": 0.05},
        {
            "Name": "Optimizer",
            "Type": "String",
            "DefaultValue": "adam",
            "EnumValues": ["adam", "sgd"],
        },
    ],
    "Steps": [
        step("Ingest", arguments={"Inputs": [{"Get": "Parameters.DataUri"}]}, **CACHED),
        step("Prepare", "Processing", "Ingest", **CACHED),
        step("Train", "Training", "Prepare", arguments=HYPERPARAMETERS, **CACHED, **RETRIED),
        step("Champion", "Lambda"),
        step("Evaluate", "Processing", "Train", "Prepare", "Champion"),
        GATE,
    ],
}
DEFINITION = json.dumps(BODY)
