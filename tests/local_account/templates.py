"""Resources that tests deploy: small, and with everything that a test may want to change."""

from copy import deepcopy
from typing import Any

Resource = dict[str, Any]
_WRITES_LOGS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]


def changed(resources: dict[str, Resource], path: str, value: Any) -> dict[str, Resource]:
    """A copy with one property set: "Queue.Tags" or "Environment.ComputeResources.MaxvCpus"."""
    copy = deepcopy(resources)
    logical_id, *names = path.split(".")
    place = copy[logical_id]["Properties"]
    for name in names[:-1]:
        place = place[name]
    place[names[-1]] = value
    return copy


def ref(logical_id: str) -> dict[str, str]:
    return {"Ref": logical_id}


def att(logical_id: str, name: str = "Arn") -> dict[str, list[str]]:
    return {"Fn::GetAtt": [logical_id, name]}


def resource(type_: str, **properties: Any) -> Resource:
    return {"Type": type_, "Properties": properties}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(actions: str | list[str], on: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": on, **more}


def role(service: str, *statements: dict[str, Any]) -> Resource:
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    named = [{"PolicyName": "own", "PolicyDocument": policy(*statements)}] if statements else []
    return resource("AWS::IAM::Role", AssumeRolePolicyDocument=policy(trust), Policies=named)


def key(*services: str) -> Resource:
    """A key of the account, which the named AWS services may use as well."""
    root = {"AWS": "arn:aws:iam::000000000000:root"}
    statements = [allow("kms:*", Principal=root)]
    statements += [
        allow(["kms:Decrypt", "kms:GenerateDataKey*"], Principal={"Service": service})
        for service in services
    ]
    return resource("AWS::KMS::Key", KeyPolicy=policy(*statements))


def network() -> dict[str, Resource]:
    return {
        "Vpc": resource("AWS::EC2::VPC", CidrBlock="10.20.0.0/16"),
        "Subnet": resource(
            "AWS::EC2::Subnet",
            VpcId=ref("Vpc"),
            CidrBlock="10.20.0.0/24",
            AvailabilityZone="us-east-1a",
        ),
        "Group": resource("AWS::EC2::SecurityGroup", GroupDescription="trial", VpcId=ref("Vpc")),
    }


def fleet() -> dict[str, Resource]:
    """Numbers and switches as strings, as CloudFormation takes them."""
    return {
        **network(),
        "InstanceRole": role("ec2.amazonaws.com", allow(_WRITES_LOGS)),
        "ServiceRole": role("batch.amazonaws.com"),
        "JobRole": role("ecs-tasks.amazonaws.com"),
        "Profile": resource("AWS::IAM::InstanceProfile", Roles=[ref("InstanceRole")]),
        "Environment": resource(
            "AWS::Batch::ComputeEnvironment",
            Type="managed",
            ServiceRole=att("ServiceRole"),
            ReplaceComputeEnvironment=False,
            ComputeResources={
                "Type": "SPOT",
                "AllocationStrategy": "SPOT_PRICE_CAPACITY_OPTIMIZED",
                "MinvCpus": "0",
                "MaxvCpus": "64",
                "InstanceTypes": ["g4dn.xlarge", "g5.xlarge"],
                "InstanceRole": att("Profile"),
                "Subnets": [ref("Subnet")],
                "SecurityGroupIds": [att("Group", "GroupId")],
                "UpdateToLatestImageVersion": "true",
            },
        ),
        "Queue": resource(
            "AWS::Batch::JobQueue",
            Priority="1",
            ComputeEnvironmentOrder=[
                {"Order": "1", "ComputeEnvironment": att("Environment", "ComputeEnvironmentArn")}
            ],
            Tags={"team": "trial"},
        ),
        "Job": resource(
            "AWS::Batch::JobDefinition",
            Type="container",
            Timeout={"AttemptDurationSeconds": "3600"},
            ContainerProperties={
                "Image": "public.ecr.aws/docker/library/python:3.13",
                "Command": ["python", "-c", "print('done')"],
                "JobRoleArn": att("JobRole"),
                "ResourceRequirements": [
                    {"Type": "VCPU", "Value": 4},
                    {"Type": "MEMORY", "Value": "14000"},
                ],
            },
        ),
    }
