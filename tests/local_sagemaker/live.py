"""A pipeline as a template has it: its role and that of its jobs, a function, a bucket, a group."""

from typing import Any

from tests.local_account.templates import Resource, allow, att, network, ref, resource, role
from tests.local_sagemaker.definitions import (
    compares,
    condition,
    definition,
    fail,
    function,
    get,
    join,
    json_get,
    parameter,
    processing,
    register,
)

_IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0-cpu-py312"
_CODE = """import os, pathlib as p; \
o = p.Path(os.environ.get("MILLRACE_ML_ROOT", "/opt/ml"), "processing/output/out"); \
[(o / n).write_text(os.environ["REPORT"]) for n in ("evaluation.json", "model.tar.gz")]"""
_FUNCTION = "def handler(event, _): return {'report': '{\"accuracy\": %s}' % event['accuracy']}"
_SAGEMAKER = "sagemaker.amazonaws.com"
_JOBS = "arn:aws:sagemaker:us-east-1:000000000000:processing-job/pipelines-*"
_GROUP = "arn:aws:sagemaker:us-east-1:000000000000:model-package*/live*"


def body() -> str:
    """Asks a function for a report, lets a job write it, and registers what is good enough."""
    judge = processing("Judge", PropertyFiles=[_file()])
    arguments = judge["Arguments"]
    arguments["AppSpecification"] = {
        "ImageUri": _IMAGE,
        "ContainerEntrypoint": ["python3", "-c", _CODE],
    }
    arguments["Environment"] = {"REPORT": get("Steps.Ask.OutputParameters['report']")}
    arguments["RoleArn"] = get("Parameters.JobRole")
    [output] = arguments["ProcessingOutputConfig"]["Outputs"]
    output["S3Output"]["S3Uri"] = join(
        "/", get("Parameters.Work"), get("Execution.PipelineExecutionId")
    )
    model = join("/", output["S3Output"]["S3Uri"], "model.tar.gz")
    found = json_get("Judge", "report", "accuracy")
    ask = function("Ask", "report", accuracy=get("Parameters.Accuracy"))
    gate = condition(
        "Gate",
        compares("GreaterThanOrEqualTo", found, 0.9),
        then=(register("Register", group="live", model=model),),
        otherwise=(fail("Refused", join(" ", "accuracy is only", found)),),
    )
    return definition(
        {**ask, "FunctionArn": "${Function.Arn}"}, judge, gate, parameters=_parameters()
    )


def resources(**more: Any) -> dict[str, Resource]:
    return {
        "Bucket": resource("AWS::S3::Bucket"),
        "Function": resource(
            "AWS::Lambda::Function",
            Runtime="python3.13",
            Handler="index.handler",
            Role=att("FunctionRole"),
            Code={"ZipFile": _FUNCTION},
        ),
        "FunctionRole": role("lambda.amazonaws.com"),
        "JobRole": role(_SAGEMAKER, allow(["s3:*", "logs:*"])),
        "Role": role(_SAGEMAKER, *rights()),
        "Group": resource("AWS::SageMaker::ModelPackageGroup", ModelPackageGroupName="live"),
        "Pipeline": resource(
            "AWS::SageMaker::Pipeline",
            PipelineName="live",
            PipelineDefinition={"PipelineDefinitionBody": {"Fn::Sub": body()}},
            RoleArn=att("Role"),
            Tags=[{"Key": "team", "Value": "vision"}],
            **more,
        ),
    }


def rights() -> list[dict[str, Any]]:
    """Jobs of some instance types only, and versions that wait for approval only."""
    create, *others = ("Create", "Describe", "Stop")
    small = {"ForAllValues:StringEquals": {"sagemaker:InstanceTypes": ["ml.m5.large"]}}
    waits = {"StringEquals": {"sagemaker:ModelApprovalStatus": "PendingManualApproval"}}
    passed = {"StringEquals": {"iam:PassedToService": _SAGEMAKER}}
    return [
        allow(f"sagemaker:{create}ProcessingJob", _JOBS, Condition=small),
        allow([f"sagemaker:{verb}ProcessingJob" for verb in others], _JOBS),
        allow("sagemaker:CreateModelPackage", _GROUP, Condition=waits),
        allow("sagemaker:DescribeModelPackage", _GROUP),
        allow("lambda:InvokeFunction", att("Function")),
        allow("s3:GetObject", {"Fn::Sub": "${Bucket.Arn}/*"}),
        allow("iam:PassRole", att("JobRole"), Condition=passed),
    ]


def lacking(action: str) -> dict[str, Resource]:
    """All resources, and a role without one right."""
    made = resources()
    statements = [one for one in rights() if action not in one["Action"]]
    return {**made, "Role": role(_SAGEMAKER, *statements)}


def studio() -> dict[str, Resource]:
    features = [
        {"FeatureName": name, "FeatureType": kind}
        for name, kind in {"image": "String", "at": "Fractional"}.items()
    ]
    return {
        **network(),
        "Role": role(_SAGEMAKER),
        "Domain": resource(
            "AWS::SageMaker::Domain",
            DomainName="people",
            AuthMode="IAM",
            AppNetworkAccessType="VpcOnly",
            VpcId=ref("Vpc"),
            SubnetIds=[ref("Subnet")],
            DefaultUserSettings={"ExecutionRole": att("Role")},
            DomainSettings={"ExecutionRoleIdentityConfig": "USER_PROFILE_NAME"},
        ),
        "Ana": resource(
            "AWS::SageMaker::UserProfile",
            DomainId=att("Domain", "DomainId"),
            UserProfileName="ana",
            Tags=[{"Key": "team", "Value": "vision"}],
        ),
        "Features": resource(
            "AWS::SageMaker::FeatureGroup",
            FeatureGroupName="digits-features",
            RecordIdentifierFeatureName="image",
            EventTimeFeatureName="at",
            FeatureDefinitions=features,
            OfflineStoreConfig={"S3StorageConfig": {"S3Uri": "s3://features/digits"}},
            RoleArn=att("Role"),
        ),
        "Team": resource(
            "AWS::SageMaker::Workteam",
            WorkteamName="labellers",
            Description="they label",
            MemberDefinitions=[{"OidcMemberDefinition": {"OidcGroups": ["labellers"]}}],
        ),
        "Idle": resource(
            "AWS::SageMaker::StudioLifecycleConfig",
            StudioLifecycleConfigName="idle",
            StudioLifecycleConfigAppType="JupyterLab",
            StudioLifecycleConfigContent="ZXhpdA==",
        ),
    }


def _parameters() -> tuple[dict[str, Any], ...]:
    return (
        parameter("Accuracy", "Float", 0.95),
        parameter("JobRole", "String", "${JobRole.Arn}"),
        parameter("Work", "String", "s3://${Bucket}"),
    )


def _file() -> dict[str, str]:
    return {"PropertyFileName": "report", "OutputName": "out", "FilePath": "evaluation.json"}
