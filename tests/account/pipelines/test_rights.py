"""The roles of a pipeline: each step touches what is its own, and nothing else."""

import json
from typing import Any
from uuid import uuid4

import pytest

from tests.account.conftest import Deployed
from tests.account.eventually import eventually
from tests.account.pipelines.deployed_definition import Definition, definition_of

pytestmark = pytest.mark.account

_IMAGE = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0-cpu-py312"
_TRY = """import sys,json,boto3
from botocore.exceptions import ClientError as E
try: getattr(boto3.client('s3'),sys.argv[1])(**json.loads(sys.argv[2]))
except E as e: sys.exit(e.response['Error']['Code'])
sys.exit('allowed')"""


@pytest.fixture(scope="module")
def definition(deployed: Deployed) -> Definition:
    deployed.up.session.client("s3").put_object(
        Bucket=deployed.output("Foundation", "RawBucket"), Key="vision/digits/rights.txt"
    )
    return definition_of(deployed, "digits")


def outcome(deployed: Deployed, role: str, operation: str, **arguments: str) -> str:
    """What becomes of one call to S3 by a job under that role."""
    sagemaker: Any = deployed.up.session.client("sagemaker")
    told = [operation, json.dumps(arguments)]
    name = f"tries-{uuid4().hex[:12]}"
    cluster = {"InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 10}
    sagemaker.create_processing_job(
        ProcessingJobName=name,
        RoleArn=role,
        AppSpecification={
            "ImageUri": _IMAGE,
            "ContainerEntrypoint": ["python3", "-c", _TRY],
            "ContainerArguments": told,
        },
        ProcessingResources={"ClusterConfig": cluster},
    )

    def reason() -> str | None:
        found: dict[str, str] = sagemaker.describe_processing_job(ProcessingJobName=name)
        return found.get("FailureReason")

    first, *_ = eventually(reason).splitlines()
    return str(first.removeprefix("AlgorithmError: ").removesuffix(", exit code: 1"))


@pytest.mark.parametrize(
    ("role", "operation", "zone", "key", "expected"),
    [
        ("pipeline", "get_object", "Raw", "vision/digits/rights.txt", "AccessDenied"),
        ("pipeline", "put_object", "Models", "pipelines/digits/rights.txt", "AccessDenied"),
        ("PrepareRole", "get_object", "Raw", "vision/digits/rights.txt", "allowed"),
        ("PrepareRole", "put_object", "Raw", "vision/digits/rights.txt", "AccessDenied"),
        ("PrepareRole", "get_object", "Raw", "risk/tabular/rows.csv", "AccessDenied"),
        ("TrainRole", "get_object", "Raw", "vision/digits/rights.txt", "AccessDenied"),
        ("TrainRole", "put_object", "Models", "pipelines/digits/rights.txt", "allowed"),
        ("TrainRole", "put_object", "Models", "pipelines/tabular/rights.txt", "AccessDenied"),
        ("JudgeRole", "put_object", "Features", "pipelines/digits/rights.txt", "allowed"),
        ("JudgeRole", "put_object", "Models", "pipelines/digits/rights.txt", "AccessDenied"),
    ],
)
def test_a_role_touches_what_its_steps_do(
    deployed: Deployed,
    definition: Definition,
    role: str,
    operation: str,
    zone: str,
    key: str,
    expected: str,
) -> None:
    arn = definition.role if role == "pipeline" else definition.told(role)
    bucket = deployed.output("Foundation", f"{zone}Bucket")

    assert outcome(deployed, arn, operation, Bucket=bucket, Key=key) == expected
