"""Custom resources written for Node, as the CDK writes its own: they find the AWS SDK."""

from typing import Any

import pytest

from tests.local_account.deployment import Clients, Stacks
from tests.local_account.templates import Resource, allow, att, ref, resource, role

pytestmark = pytest.mark.account

_CODE = """
const {{ S3Client, PutObjectCommand, DeleteObjectCommand }} = require("@aws-sdk/client-s3");
const {{ EC2Client, DescribeVpcsCommand }} = require("@aws-sdk/client-ec2");

exports.handler = async (event) => {{
  const at = {{ Bucket: event.ResourceProperties.Bucket, Key: "made" }};
  const gone = event.RequestType === "Delete";
  const command = gone ? new DeleteObjectCommand(at) : new PutObjectCommand({{ ...at, Body: "x" }});
  await new EC2Client({{}}).send(new DescribeVpcsCommand({{}}));
  await new S3Client({{ forcePathStyle: true }}).send(command);
  const {{ StackId, RequestId, LogicalResourceId }} = event;
  const told = {{ Status: "{status}", Reason: "as asked", PhysicalResourceId: "made" }};
  const body = JSON.stringify({{ ...told, StackId, RequestId, LogicalResourceId }});
  await fetch(event.ResponseURL, {{ method: "PUT", body }});
}};
"""


def _resources(status: str = "SUCCESS") -> dict[str, Resource]:
    may = allow(["s3:PutObject", "s3:DeleteObject", "ec2:DescribeVpcs"])
    return {
        "Bucket": resource("AWS::S3::Bucket"),
        "Role": role("lambda.amazonaws.com", may),
        "Provider": resource(
            "AWS::Lambda::Function",
            Code={"ZipFile": _CODE.format(status=status)},
            Handler="index.handler",
            Runtime="nodejs22.x",
            Role=att("Role"),
            Timeout=20,
        ),
        "Made": resource("Custom::Thing", ServiceToken=att("Provider"), Bucket=ref("Bucket")),
    }


def _keys(aws: Clients, bucket: str) -> list[Any]:
    return [one["Key"] for one in aws("s3").list_objects_v2(Bucket=bucket).get("Contents", [])]


def test_it_makes_and_removes_what_it_stands_for(aws: Clients, stacks: Stacks) -> None:
    deployed = stacks.deploy(_resources())
    assert deployed.status == "CREATE_COMPLETE", deployed.reasons
    assert _keys(aws, deployed.ids["Bucket"]) == ["made"]

    assert stacks.delete().status == "DELETE_COMPLETE"


def test_its_failure_fails_the_stack_with_its_reason(stacks: Stacks) -> None:
    deployed = stacks.deploy(_resources("FAILED"))

    assert deployed.status.startswith("ROLLBACK_")
    assert "as asked" in deployed.reasons["Made"]
