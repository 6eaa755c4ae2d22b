"""Jobs in a real local account: roles are assumed, and IAM decides what they reach."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local import process
from tests.local_account.ports import free_port
from tests.local_batch.desk import eventually
from tests.local_sagemaker_jobs.bench import channel, hyperparameters, packed, training_request

pytestmark = pytest.mark.account

Clients = Callable[..., Any]
_ENDED = ("Completed", "Failed", "Stopped")
LEARN = """
import os, pathlib, boto3
rows = pathlib.Path(os.environ['SM_CHANNEL_TRAIN'], 'rows.csv').read_text()
print('accuracy 0.75')
s3 = boto3.client('s3')
print(s3.get_object(Bucket='mine', Key='data/rows.csv')['Body'].read().decode() == rows)
pathlib.Path(os.environ['SM_MODEL_DIR'], 'model').write_text(rows)
s3.get_object(Bucket='theirs', Key='secret')
"""
MINE = {
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
    "Resource": ["arn:aws:s3:::mine", "arn:aws:s3:::mine/*"],
}
LOGS = {"Effect": "Allow", "Action": ["logs:*", "cloudwatch:PutMetricData"], "Resource": "*"}


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    state = tmp_path_factory.mktemp("jobs") / "account"
    try:
        account = process.start(free_port(), state)
        session: Any = boto3.Session("test", "test", region_name=account.region)
        yield partial(session.client, endpoint_url=account.endpoint)
    finally:
        process.stop(state)


@pytest.fixture(scope="module")
def data(aws: Clients) -> None:
    s3 = aws("s3")
    for bucket in ("mine", "theirs"):
        s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket="mine", Key="data/rows.csv", Body=b"1,2")
    s3.put_object(Bucket="mine", Key="code.tar.gz", Body=packed({"learn.py": LEARN}))
    s3.put_object(Bucket="theirs", Key="secret", Body=b"no")


def document(*statements: Mapping[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def made_role(aws: Clients, name: str, service: str, *statements: Mapping[str, Any]) -> str:
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    iam = aws("iam")
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document(trust))
    if statements:
        policy = document(*statements)
        iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy)
    return str(made["Role"]["Arn"])


def request(name: str, role: str, **more: Any) -> dict[str, Any]:
    return {
        **training_request(name),
        "RoleArn": role,
        "InputDataConfig": [channel("train", "s3://mine/data")],
        "OutputDataConfig": {"S3OutputPath": "s3://mine/models"},
        "HyperParameters": hyperparameters(
            sagemaker_program="learn.py", sagemaker_submit_directory="s3://mine/code.tar.gz"
        ),
        **more,
    }


def ended(aws: Clients, order: Mapping[str, Any]) -> dict[str, Any]:
    sagemaker = aws("sagemaker")
    sagemaker.create_training_job(**order)

    def seen() -> dict[str, Any]:
        return dict(sagemaker.describe_training_job(TrainingJobName=order["TrainingJobName"]))

    eventually(lambda: seen()["TrainingJobStatus"] in _ENDED, "the job ends", within_s=60)
    return seen()


@pytest.mark.usefixtures("data")
def test_a_job_reads_what_its_role_may_and_fails_at_what_it_may_not(aws: Clients) -> None:
    role = made_role(aws, "learner", "sagemaker.amazonaws.com", MINE, LOGS)
    metric = {"Name": "accuracy", "Regex": "accuracy ([0-9.]+)"}
    order = request("first", role)
    order["AlgorithmSpecification"] = {
        **order["AlgorithmSpecification"],
        "MetricDefinitions": [metric],
    }
    job = ended(aws, order)

    assert job["TrainingJobStatus"] == "Failed"
    assert "AccessDenied" in job["FailureReason"]
    assert "not authorized to perform: s3:GetObject" in job["FailureReason"]
    [stream] = aws("logs").describe_log_streams(logGroupName="/aws/sagemaker/TrainingJobs")[
        "logStreams"
    ]
    events = aws("logs").get_log_events(
        logGroupName="/aws/sagemaker/TrainingJobs", logStreamName=stream["logStreamName"]
    )["events"]
    assert [event["message"] for event in events][:2] == ["accuracy 0.75", "True"]
    [found] = aws("cloudwatch").list_metrics(Namespace="/aws/sagemaker/TrainingJobs")["Metrics"]
    assert found["Dimensions"] == [{"Name": "TrainingJobName", "Value": "first"}]


@pytest.mark.usefixtures("data")
@pytest.mark.parametrize(
    ("name", "service", "statements", "because"),
    [
        ("batch-only", "ecs-tasks.amazonaws.com", [MINE], "Could not assume role"),
        ("poor", "sagemaker.amazonaws.com", [LOGS], "AccessDenied"),
    ],
)
def test_a_role_that_does_not_fit_ends_the_job(
    aws: Clients, name: str, service: str, statements: list[Mapping[str, Any]], because: str
) -> None:
    job = ended(aws, request(name, made_role(aws, name, service, *statements)))

    assert (job["TrainingJobStatus"], because in job["FailureReason"]) == ("Failed", True)


def test_the_network_of_a_job_must_exist(aws: Clients) -> None:
    describe = {"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}
    role = made_role(aws, "networker", "sagemaker.amazonaws.com", MINE, LOGS, describe)
    vpc = {"Subnets": ["subnet-0123456789"], "SecurityGroupIds": ["sg-0123456789"]}
    job = ended(aws, request("elsewhere", role, VpcConfig=vpc))

    assert job["TrainingJobStatus"] == "Failed"
    assert "subnet-0123456789" in job["FailureReason"]


def test_who_may_not_pass_the_role_starts_no_job(aws: Clients) -> None:
    role = made_role(aws, "passed", "sagemaker.amazonaws.com")
    iam = aws("iam")
    iam.create_user(UserName="ana")
    create = {"Effect": "Allow", "Action": "sagemaker:CreateTrainingJob", "Resource": "*"}
    iam.put_user_policy(UserName="ana", PolicyName="own", PolicyDocument=document(create))
    key = iam.create_access_key(UserName="ana")["AccessKey"]
    hers = aws(
        "sagemaker",
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )

    with pytest.raises(ClientError, match="not authorized to perform: iam:PassRole"):
        hers.create_training_job(**request("hers", role))
    passing = {
        "Effect": "Allow",
        "Action": "iam:PassRole",
        "Resource": role,
        "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
    }
    iam.put_user_policy(UserName="ana", PolicyName="pass", PolicyDocument=document(passing))
    assert hers.create_training_job(**request("hers", role))["TrainingJobArn"].endswith("hers")
