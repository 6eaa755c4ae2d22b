"""IAM is enforced: keys, buckets that demand TLS, roles of jobs, logs."""

import json
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local.record import Account
from tests.local_account.deployment import Clients, Stacks
from tests.local_account.desk import function
from tests.local_account.templates import Resource, allow, att, key, policy, ref, resource, role

pytestmark = pytest.mark.account


def _encrypted_bucket() -> dict[str, Resource]:
    by_default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": att("Key")}
    rule = {"ServerSideEncryptionByDefault": by_default}
    tls = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": {"Fn::Sub": "${Bucket.Arn}/*"},
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return {
        "Key": key(),
        "Bucket": resource(
            "AWS::S3::Bucket", BucketEncryption={"ServerSideEncryptionConfiguration": [rule]}
        ),
        "Policy": resource(
            "AWS::S3::BucketPolicy", Bucket=ref("Bucket"), PolicyDocument=policy(tls)
        ),
    }


def _as_role(account: Account, aws: Clients, name: str) -> Any:
    arn = f"arn:aws:iam::000000000000:role/{name}"
    keys = aws("sts").assume_role(RoleArn=arn, RoleSessionName="trial")["Credentials"]
    return boto3.Session(
        keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], account.region
    ).client("s3", endpoint_url=account.endpoint)


def _reader(*statements: dict[str, Any]) -> Resource:
    reads = allow("s3:GetObject", {"Fn::Sub": "${Bucket.Arn}/*"})
    return role("ecs-tasks.amazonaws.com", reads, *statements)


@pytest.mark.parametrize("may_decrypt", [True, False])
def test_reading_an_encrypted_object_takes_its_key_too(
    account: Account, aws: Clients, stacks: Stacks, *, may_decrypt: bool
) -> None:
    more = [allow("kms:Decrypt", att("Key"))] if may_decrypt else []
    deployed = stacks.deploy({**_encrypted_bucket(), "Role": _reader(*more)})
    aws("s3").put_object(Bucket=deployed.ids["Bucket"], Key="data", Body=b"1")
    s3 = _as_role(account, aws, deployed.ids["Role"])

    if may_decrypt:
        assert s3.get_object(Bucket=deployed.ids["Bucket"], Key="data")["Body"].read() == b"1"
    else:
        with pytest.raises(ClientError, match="not authorized to perform: kms:Decrypt"):
            s3.get_object(Bucket=deployed.ids["Bucket"], Key="data")
    s3.close()


def test_a_policy_that_demands_tls_lets_loopback_in(aws: Clients, stacks: Stacks) -> None:
    bucket = stacks.deploy(_encrypted_bucket()).ids["Bucket"]

    aws("s3").put_object(Bucket=bucket, Key="data", Body=b"1")

    assert aws("s3").head_object(Bucket=bucket, Key="data")["ContentLength"] == 1


def test_an_upload_that_names_no_key_takes_the_buckets_own(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy(_encrypted_bucket())

    answer = aws("s3").put_object(
        Bucket=deployed.ids["Bucket"], Key="data", Body=b"1", ServerSideEncryption="aws:kms"
    )

    assert answer["SSEKMSKeyId"].endswith(deployed.ids["Key"])


_LOOK_AROUND = """
import importlib.util, os

def handler(event, context):
    packages = ("boto3", "pydantic", "local", "ministack")
    return {
        "sees": [name for name in packages if importlib.util.find_spec(name)],
        "inherits": [name for name in event if name in os.environ],
    }
"""


def test_a_function_sees_what_aws_gives_it_and_no_more(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy(
        {"Role": role("lambda.amazonaws.com"), "Function": function(_LOOK_AROUND, "Role")}
    )

    answer = aws("lambda").invoke(
        FunctionName=deployed.ids["Function"],
        Payload=json.dumps(["PYTHONPATH", "VIRTUAL_ENV", "HTTPS_PROXY", "AWS_PROFILE"]),
    )

    assert json.load(answer["Payload"]) == {"sees": ["boto3"], "inherits": []}


def test_a_role_with_the_groups_arn_may_write_streams_in_it(
    account: Account, aws: Clients, stacks: Stacks
) -> None:
    writes = allow(["logs:CreateLogStream", "logs:PutLogEvents"], att("Group"))
    deployed = stacks.deploy(
        {"Group": resource("AWS::Logs::LogGroup"), "Role": role("ecs-tasks.amazonaws.com", writes)}
    )
    arn = f"arn:aws:iam::000000000000:role/{deployed.ids['Role']}"
    keys = aws("sts").assume_role(RoleArn=arn, RoleSessionName="trial")["Credentials"]
    logs = boto3.Session(
        keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], account.region
    ).client("logs", endpoint_url=account.endpoint)

    logs.create_log_stream(logGroupName=deployed.ids["Group"], logStreamName="one")
    with pytest.raises(ClientError, match="logs:DeleteLogStream"):
        logs.delete_log_stream(logGroupName=deployed.ids["Group"], logStreamName="one")
    logs.close()


def test_the_right_to_send_is_the_right_to_send_many_and_no_more(
    account: Account, aws: Clients, stacks: Stacks
) -> None:
    sends = allow("sqs:SendMessage", att("Queue"))
    deployed = stacks.deploy(
        {"Queue": resource("AWS::SQS::Queue"), "Role": role("ecs-tasks.amazonaws.com", sends)}
    )
    arn = f"arn:aws:iam::000000000000:role/{deployed.ids['Role']}"
    keys = aws("sts").assume_role(RoleArn=arn, RoleSessionName="trial")["Credentials"]
    sqs = boto3.Session(
        keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], account.region
    ).client("sqs", endpoint_url=account.endpoint)
    queue = deployed.ids["Queue"]

    sent = sqs.send_message_batch(QueueUrl=queue, Entries=[{"Id": "1", "MessageBody": "a"}])

    assert len(sent["Successful"]) == 1
    with pytest.raises(ClientError, match="sqs:DeleteMessage "):
        sqs.delete_message_batch(QueueUrl=queue, Entries=[{"Id": "1", "ReceiptHandle": "a"}])
    sqs.close()


@pytest.mark.parametrize("may_make_it", [True, False])
def test_a_function_makes_a_deleted_log_group_anew_only_if_its_role_may(
    aws: Clients, stacks: Stacks, *, may_make_it: bool
) -> None:
    may = [allow("logs:CreateLogGroup")] if may_make_it else []
    logging = {"LogGroup": ref("Group")}
    quick = function("def handler(event, context): return 1", "Role")
    quick["Properties"]["LoggingConfig"] = logging
    deployed = stacks.deploy(
        {
            "Group": resource("AWS::Logs::LogGroup"),
            "Role": role("lambda.amazonaws.com", *may),
            "Function": quick,
        }
    )
    group = deployed.ids["Group"]
    logs = aws("logs")
    aws("lambda").invoke(FunctionName=deployed.ids["Function"])
    assert logs.describe_log_streams(logGroupName=group)["logStreams"]
    logs.delete_log_group(logGroupName=group)

    aws("lambda").invoke(FunctionName=deployed.ids["Function"])

    found = logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]
    assert bool(found) is may_make_it
