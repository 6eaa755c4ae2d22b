"""Training as a stack has it: a place, the roles of a pipeline, a group, and the pipeline."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aws_cdk as cdk
from aws_cdk import RemovalPolicy
from aws_cdk import aws_ec2 as ec2

from constructs_lib.training.code_bundle import CodeBundle
from constructs_lib.training.contents import images_in, kinds_in
from constructs_lib.training.job_policy import JobPolicy
from constructs_lib.training.model_group import ModelGroup
from constructs_lib.training.place import JobPlace
from constructs_lib.training.roles import JobRole, PipelineRole
from constructs_lib.training.workload_pipeline import WorkloadPipeline
from tests.constructs_lib.alone import client_of, key_of, vpc_of, zone_of

PIPELINE, PREFIX = "millrace-dev-digits", "pipelines/digits"
IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0-cpu-py312"
JUDGE = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"
SERVE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.6.0-cpu-py312"


def definition() -> dict[str, Any]:
    """The shape of one, with a step of each kind, and one in the branch of a condition."""
    train = {"AlgorithmSpecification": {"TrainingImage": IMAGE}, "RoleArn": "{{TrainRole}}"}
    judge = {"AppSpecification": {"ImageUri": JUDGE}, "RoleArn": "{{TrainRole}}"}
    serve = {"InferenceSpecification": {"Containers": [{"Image": SERVE}]}}
    search = {"AutoMLJobConfig": {"Mode": "ENSEMBLING"}}
    return {
        "Version": "2020-12-01",
        "Parameters": [{"Name": "Data", "Type": "String", "DefaultValue": "{{DataUri}}"}],
        "Steps": [
            {"Name": "Train", "Type": "Training", "Arguments": train},
            {"Name": "Tune", "Type": "Tuning", "Arguments": {"TrainingJobDefinition": train}},
            {"Name": "Search", "Type": "AutoML", "Arguments": search},
            {
                "Name": "Gate",
                "Type": "Condition",
                "Arguments": {
                    "IfSteps": [
                        {"Name": "Judge", "Type": "Processing", "Arguments": judge},
                        {"Name": "Register", "Type": "RegisterModel", "Arguments": serve},
                    ],
                    "ElseSteps": [{"Name": "Refused", "Type": "Fail", "Arguments": {}}],
                },
            },
        ],
    }


def package(folder: Path, name: str, *files: str) -> Path:
    """A package with these files beside its own, each with its name as its text."""
    made = folder / "workloads" / name
    for file in ("../__init__.py", "__init__.py", *files):
        path = made / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'"""{file}."""\n')
    return made


def build(stack: cdk.Stack, folder: Path) -> None:
    key = key_of(stack)
    zone = zone_of(stack, key)
    vpc = vpc_of(stack)
    place = JobPlace(
        vpc=vpc,
        subnets=ec2.SubnetSelection(subnet_group_name="Private"),
        security_group=client_of(stack, vpc),
        key=key,
    )
    policy = JobPolicy(stack, "JobPolicy", place=place, images=images_in(definition()))
    train = JobRole(stack, "Train", description="trains", policy=policy)
    train.allow_read(zone, "vision/digits")
    train.allow_write(zone, PREFIX)
    CodeBundle(stack, "Code", packages=[package(folder, "digits", "learn.py")]).grant_read(train)
    role = PipelineRole(stack, "Conductor", description="runs the pipeline")
    role.allow_jobs(kinds_in(definition()), place=place, roles=[train])
    role.allow_read(zone, PREFIX)
    group = ModelGroup(
        stack,
        "Models",
        name=PIPELINE,
        description="models of digits",
        removal_policy=RemovalPolicy.RETAIN,
    )
    group.grant_register(role)
    tokens = {"DataUri": zone.s3_url_for_object("vision/digits"), "TrainRole": train.role_arn}
    pipeline_of(stack, role, tokens=tokens)


def pipeline_of(
    stack: cdk.Stack,
    role: PipelineRole,
    *,
    name: str = PIPELINE,
    body: Mapping[str, Any] | None = None,
    tokens: Mapping[str, str],
) -> WorkloadPipeline:
    return WorkloadPipeline(
        stack,
        "Pipeline",
        name=name,
        description="trains digits",
        definition=definition() if body is None else body,
        tokens=tokens,
        role=role,
        parallel_steps=4,
    )
