"""A pipeline in which nothing is wrong: prepare, train, tune, evaluate, gate, register, tell."""

import copy
from typing import Any

Body = dict[str, Any]
ROLE = "arn:aws:iam::111122223333:role/train"
IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0-gpu-py312"
_WHERE = {"VpcConfig": {"SecurityGroupIds": ["sg-1"], "Subnets": ["subnet-1"]}}
_RETRY = {"IntervalSeconds": 10, "BackoffRate": 2.0, "MaxAttempts": 3}


def get(path: str) -> Body:
    return {"Get": path}


def join(*values: object) -> Body:
    return {"Std:Join": {"On": "/", "Values": list(values)}}


def processing(name: str, *, inputs: Body, outputs: tuple[str, ...], **more: Any) -> Body:
    where = join(get("Parameters.WorkUri"), get("Execution.PipelineExecutionId"), name)
    return {
        "Name": name,
        "Type": "Processing",
        "Arguments": {
            "AppSpecification": {"ImageUri": IMAGE, "ContainerArguments": ["--seed", "1"]},
            "NetworkConfig": _WHERE,
            "ProcessingResources": {"ClusterConfig": _cluster()},
            "RoleArn": get("Parameters.Role"),
            "StoppingCondition": {"MaxRuntimeInSeconds": 600},
            "ProcessingInputs": [_input(key, uri) for key, uri in inputs.items()],
            "ProcessingOutputConfig": {
                "KmsKeyId": "key",
                "Outputs": [_output(key, where) for key in outputs],
            },
        },
        "CacheConfig": {"Enabled": True, "ExpireAfter": "P30D"},
        "RetryPolicies": [{"ExceptionType": ["SageMaker.CAPACITY_ERROR"], **_RETRY}],
        **more,
    }


def _input(name: str, uri: object) -> Body:
    place = {"S3Uri": uri, "LocalPath": f"/opt/ml/processing/input/{name}", "S3InputMode": "File"}
    return {"InputName": name, "S3Input": {**place, "S3DataType": "S3Prefix"}}


def _output(name: str, uri: object) -> Body:
    place = {"S3Uri": uri, "LocalPath": f"/opt/ml/processing/output/{name}"}
    return {"OutputName": name, "S3Output": {**place, "S3UploadMode": "EndOfJob"}}


def _cluster() -> Body:
    machine = {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 30}
    return {**machine, "VolumeKmsKeyId": "key"}


def _job() -> Body:
    """What a training job and the jobs of a tuning job share."""
    train = "Steps.Prepare.ProcessingOutputConfig.Outputs['train'].S3Output.S3Uri"
    source = {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": get(train)}}
    return {
        "RoleArn": ROLE,
        "InputDataConfig": [{"ChannelName": "train", "DataSource": source}],
        "OutputDataConfig": {"S3OutputPath": "s3://models/digits", "KmsKeyId": "key"},
        "ResourceConfig": _cluster(),
        "StoppingCondition": {"MaxRuntimeInSeconds": 3600, "MaxWaitTimeInSeconds": 7200},
        "EnableManagedSpotTraining": True,
        "CheckpointConfig": {"S3Uri": "s3://models/checkpoints"},
        **_WHERE,
    }


def _algorithm() -> Body:
    metrics = [{"Name": "validation:accuracy", "Regex": "accuracy ([0-9.]+)"}]
    return {"TrainingImage": IMAGE, "TrainingInputMode": "File", "MetricDefinitions": metrics}


def training() -> Body:
    given = {"epochs": get("Parameters.Epochs"), "learning_rate": "0.05"}
    algorithm = {"AlgorithmSpecification": _algorithm(), "HyperParameters": given}
    return {"Name": "Train", "Type": "Training", "Arguments": {**_job(), **algorithm}}


def tuning() -> Body:
    searched = {
        "ContinuousParameterRanges": [
            {"Name": "rate", "MinValue": "0.01", "MaxValue": "0.5", "ScalingType": "Logarithmic"}
        ],
        "IntegerParameterRanges": [{"Name": "depth", "MinValue": "2", "MaxValue": "8"}],
        "CategoricalParameterRanges": [{"Name": "batch", "Values": ["16", "32"]}],
    }
    config = {
        "Strategy": "Bayesian",
        "HyperParameterTuningJobObjective": {
            "Type": "Maximize",
            "MetricName": "validation:accuracy",
        },
        "ResourceLimits": {"MaxNumberOfTrainingJobs": 6, "MaxParallelTrainingJobs": 2},
        "ParameterRanges": searched,
        "TrainingJobEarlyStoppingType": "Auto",
    }
    fixed = {"AlgorithmSpecification": _algorithm(), "StaticHyperParameters": {"epochs": "3"}}
    arguments = {
        "HyperParameterTuningJobConfig": config,
        "TrainingJobDefinition": {**_job(), **fixed},
    }
    return {"Name": "Tune", "Type": "Tuning", "Arguments": arguments}


def _register() -> Body:
    model = get("Steps.Tune.TrainingJobSummaries[0].TrainingJobName")
    container = {"Image": IMAGE, "ModelDataUrl": join("s3://models", model)}
    return {
        "Name": "Register",
        "Type": "RegisterModel",
        "Arguments": {
            "ModelPackageGroupName": "digits",
            "ModelApprovalStatus": "PendingManualApproval",
            "InferenceSpecification": {"Containers": [container]},
        },
    }


def _tell() -> Body:
    function = "arn:aws:lambda:us-east-1:111122223333:function:tell"
    return {
        "Name": "Tell",
        "Type": "Lambda",
        "FunctionArn": function,
        "Arguments": {"package": get("Steps.Register.ModelPackageArn")},
        "OutputParameters": [{"OutputName": "told", "OutputType": "String"}],
    }


def _gate() -> Body:
    accuracy = {
        "PropertyFile": get("Steps.Evaluate.PropertyFiles.evaluation"),
        "Path": "metrics.accuracy.value",
    }
    condition = {
        "Type": "GreaterThanOrEqualTo",
        "LeftValue": {"Std:JsonGet": accuracy},
        "RightValue": 0.95,
    }
    refused = {
        "Name": "Refused",
        "Type": "Fail",
        "Arguments": {"ErrorMessage": join("not good enough", get("Execution.PipelineName"))},
    }
    arguments = {
        "Conditions": [condition],
        "IfSteps": [_register(), _tell()],
        "ElseSteps": [refused],
    }
    return {"Name": "Gate", "Type": "Condition", "Arguments": arguments}


def definition() -> Body:
    evaluated = {"PropertyFileName": "evaluation", "OutputName": "evaluation"}
    model = get("Steps.Train.ModelArtifacts.S3ModelArtifacts")
    whole = {
        "Version": "2020-12-01",
        "Metadata": {},
        "Parameters": [
            {"Name": "WorkUri", "Type": "String", "DefaultValue": "s3://features/digits"},
            {"Name": "Role", "Type": "String", "DefaultValue": ROLE},
            {"Name": "Epochs", "Type": "String", "DefaultValue": "40", "EnumValues": ["4", "40"]},
            {"Name": "Threshold", "Type": "Float", "DefaultValue": 1},
        ],
        "PipelineExperimentConfig": {
            "ExperimentName": get("Execution.PipelineName"),
            "TrialName": get("Execution.PipelineExecutionId"),
        },
        "Steps": [
            processing("Prepare", inputs={"data": "s3://raw/digits"}, outputs=("train", "test")),
            training(),
            tuning(),
            processing(
                "Evaluate",
                inputs={"model": model},
                outputs=("evaluation",),
                DependsOn=["Prepare"],
                PropertyFiles=[{**evaluated, "FilePath": "evaluation.json"}],
            ),
            _gate(),
        ],
    }
    return copy.deepcopy(whole)
