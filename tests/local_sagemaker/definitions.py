"""Definitions that tests run: small, and each with what one test is about."""

import json
from typing import Any

Body = dict[str, Any]
ROLE = "arn:aws:iam::000000000000:role/job"
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function"


def get(asked: str) -> Body:
    return {"Get": asked}


def join(on: str, *values: Any) -> Body:
    return {"Std:Join": {"On": on, "Values": list(values)}}


def json_get(step: str, file: str, path: str) -> Body:
    asked = {"PropertyFile": get(f"Steps.{step}.PropertyFiles.{file}"), "Path": path}
    return {"Std:JsonGet": asked}


def definition(*steps: Body, parameters: tuple[Body, ...] = ()) -> str:
    body = {"Version": "2020-12-01", "Parameters": list(parameters), "Steps": list(steps)}
    return json.dumps(body)


def parameter(name: str, kind: str, default: Any = None, **more: Any) -> Body:
    given = {} if default is None else {"DefaultValue": default}
    return {"Name": name, "Type": kind, **given, **more}


def processing(name: str, *, reads: Any = None, **more: Any) -> Body:
    """Reads a URI if it is told to, and leaves one output, `out`."""
    where = join("/", "s3://work", get("Execution.PipelineExecutionId"), name)
    arguments = {
        "AppSpecification": {"ImageUri": "an-image"},
        "ProcessingResources": {
            "ClusterConfig": {
                "InstanceCount": 1,
                "InstanceType": "ml.m5.large",
                "VolumeSizeInGB": 10,
            }
        },
        "RoleArn": ROLE,
        "ProcessingInputs": [_input(reads)] if reads else [],
        "ProcessingOutputConfig": {"Outputs": [_output(where)]},
    }
    return {"Name": name, "Type": "Processing", "Arguments": arguments, **more}


def training(name: str, *, reads: Any = "s3://raw/train", **more: Any) -> Body:
    source = {"S3DataType": "S3Prefix", "S3Uri": reads}
    arguments = {
        "AlgorithmSpecification": {"TrainingImage": "an-image", "TrainingInputMode": "File"},
        "RoleArn": ROLE,
        "InputDataConfig": [{"ChannelName": "train", "DataSource": {"S3DataSource": source}}],
        "OutputDataConfig": {"S3OutputPath": "s3://models"},
        "ResourceConfig": {
            "InstanceCount": 1,
            "InstanceType": "ml.m5.large",
            "VolumeSizeInGB": 10,
        },
        "StoppingCondition": {"MaxRuntimeInSeconds": 60},
    }
    return {"Name": name, "Type": "Training", "Arguments": arguments, **more}


def output_of(step: str) -> Body:
    return get(f"Steps.{step}.ProcessingOutputConfig.Outputs['out'].S3Output.S3Uri")


def function(name: str, *outputs: str, **arguments: Any) -> Body:
    return {
        "Name": name,
        "Type": "Lambda",
        "FunctionArn": f"{FUNCTION}:{name.lower()}",
        "Arguments": arguments,
        "OutputParameters": [{"OutputName": one, "OutputType": "String"} for one in outputs],
    }


def condition(
    name: str, *conditions: Body, then: tuple[Body, ...] = (), otherwise: tuple[Body, ...] = ()
) -> Body:
    arguments = {
        "Conditions": list(conditions),
        "IfSteps": list(then),
        "ElseSteps": list(otherwise),
    }
    return {"Name": name, "Type": "Condition", "Arguments": arguments}


def compares(kind: str, left: Any, right: Any) -> Body:
    return {"Type": kind, "LeftValue": left, "RightValue": right}


def fail(name: str, message: Any) -> Body:
    return {"Name": name, "Type": "Fail", "Arguments": {"ErrorMessage": message}}


def register(name: str, *, group: str = "digits", model: Any = "s3://models/m.tar.gz") -> Body:
    arguments = {
        "ModelPackageGroupName": group,
        "ModelApprovalStatus": "PendingManualApproval",
        "InferenceSpecification": {"Containers": [{"Image": "an-image", "ModelDataUrl": model}]},
    }
    return {"Name": name, "Type": "RegisterModel", "Arguments": arguments}


def _input(uri: Any) -> Body:
    s3 = {"S3Uri": uri, "LocalPath": "/opt/ml/processing/input/in", "S3DataType": "S3Prefix"}
    return {"InputName": "in", "S3Input": s3}


def _output(uri: Any) -> Body:
    s3 = {"S3Uri": uri, "LocalPath": "/opt/ml/processing/output/out", "S3UploadMode": "EndOfJob"}
    return {"OutputName": "out", "S3Output": s3}
