"""Faults of pipelines, feature groups and Studio, sown into the templates of dev."""

from collections.abc import Mapping

from tests.gates.mutants import put
from tests.gates.sowing_training import (
    DIGITS,
    GONE,
    PIPELINE,
    Sow,
    also,
    beside,
    starter,
    within,
    without,
)

_TRAIN, _STOP = "Train.Arguments", "Train.Arguments.StoppingCondition"
_TUNING = {
    "HyperParameterTuningJobConfig": {
        "Strategy": "Grid",
        "ResourceLimits": {"MaxParallelTrainingJobs": 2},
        "ParameterRanges": {
            "IntegerParameterRanges": [{"Name": "a", "MinValue": "1", "MaxValue": "2"}]
        },
    }
}

_FEATURES = "AWS::SageMaker::FeatureGroup"
_GROUP = {
    "RecordIdentifierFeatureName": "id",
    "EventTimeFeatureName": "at",
    "FeatureDefinitions": [
        {"FeatureName": "id", "FeatureType": "String"},
        {"FeatureName": "at", "FeatureType": "Fractional"},
    ],
    "OfflineStoreConfig": {"S3StorageConfig": {"S3Uri": "s3://a", "KmsKeyId": "key"}},
    "RoleArn": "arn:aws:iam::111122223333:role/features",
}

MUTANTS_OF_TRAINING: Mapping[str, tuple[str, Sow]] = {
    "half a definition": (
        "SGM1",
        put(PIPELINE, "PipelineDefinition.PipelineDefinitionBody", '{"Version": ', DIGITS),
    ),
    "a place in the words of the API": (
        "SGM1",
        put(
            PIPELINE,
            "PipelineDefinition",
            {"PipelineDefinitionS3Location": {"Bucket": "ours", "ObjectKey": "digits.json"}},
            DIGITS,
        ),
    ),
    "another version": ("SGM2", within("Version", "2021-01-01")),
    "a type that is not": ("SGM2", within("Train.Type", "Trainings")),
    "a name twice": ("SGM2", within("Train.Name", "Prepare")),
    "a field misspelt": ("SGM2", within("Train.DependOn", ["Validate"])),
    "a default of another type": ("SGM2", within("Parameters.0.DefaultValue", [])),
    "an instance type that is not": (
        "SGM3",
        within(f"{_TRAIN}.ResourceConfig.InstanceType", "ml.g4dn.extralarge"),
    ),
    "a role forgotten": ("SGM3", within(f"{_TRAIN}.RoleArn", GONE)),
    "a number as a hyperparameter": ("SGM3", within(f"{_TRAIN}.HyperParameters.epochs", 3)),
    "a parameter that nobody joined": (
        "SGM3",
        within(f"{_TRAIN}.HyperParameters.epochs", {"Get": "Parameters.Epochs"}),
    ),
    "an argument too long": (
        "SGM3",
        within("Prepare.Arguments.AppSpecification.ContainerArguments.0", "x" * 257),
    ),
    "a key for a disk that encrypts itself": (
        "SGM3",
        within(f"{_TRAIN}.ResourceConfig.VolumeKmsKeyId", {"Get": "Parameters.DataKey"}),
    ),
    "a channel from nowhere": (
        "SGM4",
        within(
            f"{_TRAIN}.InputDataConfig.0.DataSource.S3DataSource.S3Uri",
            {"Get": "Steps.Prepare.ProcessingOutputConfig.Outputs['trian'].S3Output.S3Uri"},
        ),
    ),
    "a property that is not": (
        "SGM4",
        within(f"{_TRAIN}.HyperParameters.seed", {"Get": "Steps.Prepare.JobArn"}),
    ),
    "a property file that is not": (
        "SGM4",
        within(
            "Gate.Arguments.Conditions.0.LeftValue.Std:JsonGet.PropertyFile.Get",
            "Steps.Evaluate.PropertyFiles.report",
        ),
    ),
    "a parameter that is not": (
        "SGM4",
        within(f"{_TRAIN}.HyperParameters.seed", {"Get": "Parameters.Sead"}),
    ),
    "waiting for nobody": ("SGM4", within("Train.DependsOn", ["Balance"])),
    "a circle": ("SGM5", within("Ingest.DependsOn", ["Evaluate"])),
    "the other branch": ("SGM5", within("Refused.DependsOn", ["Register"])),
    "no time to wait": ("SGM6", within(f"{_STOP}.MaxWaitTimeInSeconds", 60)),
    "waiting without spot": ("SGM6", within(f"{_TRAIN}.EnableManagedSpotTraining", value=False)),
    "fifty attempts": ("SGM7", within("Train.RetryPolicies.0.MaxAttempts", 50)),
    "an exception that is not": (
        "SGM7",
        within("Train.RetryPolicies.0.ExceptionType", ["SageMaker.NO_CAPACITY"]),
    ),
    "thirty days in words": ("SGM7", within("Ingest.CacheConfig.ExpireAfter", "30 days")),
    "a definition too long": ("SGM8", within("Metadata.note", "x" * 1_050_000)),
    "a grid of numbers": (
        "SGM9",
        also(
            within(
                "Compress.Arguments",
                {**_TUNING, "TrainingJobDefinition": {"StoppingCondition": {}}},
            ),
            within("Compress.Type", "Tuning"),
        ),
    ),
    "a threshold as a string": ("SGMA", within("Gate.Arguments.Conditions.1.RightValue", "0.95")),
    "no way on": (
        "SGMA",
        also(
            within("Gate.Arguments.IfSteps", []),
            within("Gate.Arguments.ElseSteps", []),
        ),
    ),
    "a failure without a word": ("SGMA", within("Refused.Arguments.ErrorMessage", "")),
    "a job's role that lets another service in": (
        "SGMB",
        put(
            "AWS::IAM::Role",
            "AssumeRolePolicyDocument.Statement.0.Principal.Service",
            "lambda.amazonaws.com",
            f"{DIGITS}TrainRole",
        ),
    ),
    "roles that may not be handed over": ("SGMC", without("iam:PassRole")),
    "a role nobody thought of": (
        "SGMC",
        within(f"{_TRAIN}.RoleArn", "arn:aws:iam::111122223333:role/somebody"),
    ),
    "jobs that may not be followed": ("SGMD", without("DescribeTrainingJob")),
    "functions that may not be called": ("SGME", without("lambda:InvokeFunction")),
    "a group that nobody makes": (
        "SGMF",
        within("Register.Arguments.ModelPackageGroupName", "somebody-elses"),
    ),
    "a job with the internet": ("SGMG", within(f"{_TRAIN}.VpcConfig", GONE)),
    "a processing job with the internet": ("SGMG", within("Prepare.Arguments.NetworkConfig", GONE)),
    "an output in the clear": ("SGMH", within(f"{_TRAIN}.OutputDataConfig.KmsKeyId", GONE)),
    "instances that talk in the clear": (
        "SGMH",
        within(f"{_TRAIN}.ResourceConfig.InstanceCount", 2),
    ),
    "spot that starts over": ("SGMI", within(f"{_TRAIN}.CheckpointConfig", GONE)),
    "a name twice in the account": (
        "SGMJ",
        put(PIPELINE, "PipelineName", "millrace-dev-digits", "Tabular"),
    ),
    "a check that is closed to new customers": (
        "SGMQ",
        within("Validate.Type", "QualityCheck"),
    ),
    "a start with a parameter that is not": (
        "SGMR",
        beside(
            "AWS::Scheduler::Schedule",
            {
                "Target": {
                    "Arn": "{arn}",
                    "SageMakerPipelineParameters": {
                        "PipelineParameterList": [{"Name": "Epoch", "Value": "3"}]
                    },
                }
            },
        ),
    ),
    "a start by a role that may not": (
        "SGMS",
        also(
            beside(
                "AWS::Events::Rule",
                {
                    "Targets": [
                        {"Id": "a", "Arn": "{arn}", "RoleArn": {"Fn::GetAtt": ["Starter", "Arn"]}}
                    ]
                },
            ),
            starter,
        ),
    ),
    "a rule that waits for a step that is not": (
        "SGMT",
        beside(
            "AWS::Events::Rule",
            {"EventPattern": {"detail": {"pipelineArn": ["{arn}"], "stepName": ["Trian"]}}},
        ),
    ),
    "a rule that waits for a pipeline that is not": (
        "SGMT",
        put(
            "AWS::Events::Rule",
            "EventPattern.detail.pipelineArn",
            ["arn:aws:sagemaker:us-east-1:111122223333:pipeline/millrace-dev-digit"],
            "DigitsFailed",
        ),
    ),
    "rows without a time": (
        "SGMK",
        beside(_FEATURES, {**_GROUP, "EventTimeFeatureName": "when"}),
    ),
    "features in the clear": (
        "SGML",
        beside(
            _FEATURES, {**_GROUP, "OfflineStoreConfig": {"S3StorageConfig": {"S3Uri": "s3://a"}}}
        ),
    ),
    "notebooks with the internet": (
        "SGMM",
        beside("AWS::SageMaker::Domain", {"DomainName": "vision", "KmsKeyId": "key"}),
    ),
    "notebooks that nobody stops": (
        "SGMN",
        beside("AWS::SageMaker::Domain", {"AppNetworkAccessType": "VpcOnly", "KmsKeyId": "key"}),
    ),
    "a user of a domain by its name": (
        "SGMP",
        beside("AWS::SageMaker::UserProfile", {"DomainId": "d-abcdefghijkl"}),
    ),
}
