"""Keys: each service that writes under one is named, for this account, and for what it does."""

import aws_cdk as cdk
import pytest

from constructs_lib.alert_topic import AlertTopic
from tests.assembly import Properties, Template, as_list
from tests.constructs_lib.alone import ACCOUNT, REGION, key_of, template_of

BUCKETS = "arn:aws:s3:::*"
ROLES = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role"


def build(stack: cdk.Stack) -> None:
    key = key_of(stack)
    for service in ("events", "sns"):
        key.allow_service(f"{service}.amazonaws.com")
    key.allow_logs()
    key.allow_inventory()
    key.allow_volumes()
    key.allow_lustre()
    for topic in ("Page", "Ticket"):
        AlertTopic(stack, topic, key=key, emails=[]).allow_publisher("budgets.amazonaws.com")


@pytest.fixture(scope="module")
def template() -> Template:
    return template_of(build)


@pytest.fixture(scope="module")
def statements(template: Template) -> list[Properties]:
    found: list[Properties] = template.only("AWS::KMS::Key")["KeyPolicy"]["Statement"]
    return found


def of_service(statements: list[Properties], service: str) -> Properties:
    [found] = [
        s
        for s in statements
        if f"{service}.amazonaws.com" in as_list(dict(s["Principal"]).get("Service", []))
        if "Condition" in s
    ]
    return found


def of_sid(statements: list[Properties], sid: str) -> Properties:
    [found] = [s for s in statements if s.get("Sid") == sid]
    return found


@pytest.mark.parametrize("service", ["events", "sns", "cloudwatch", "budgets"])
def test_a_service_encrypts_for_this_account(statements: list[Properties], service: str) -> None:
    allowed = of_service(statements, service)
    assert {"kms:Decrypt", "kms:GenerateDataKey*"} <= set(allowed["Action"])
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


def test_logs_encrypt_the_groups_of_this_account_and_region(statements: list[Properties]) -> None:
    allowed = of_service(statements, f"logs.{REGION}")
    assert {"kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"} <= set(allowed["Action"])
    assert allowed["Condition"]["ArnLike"] == {
        "kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:*"
    }


def test_s3_writes_inventories_of_this_account(statements: list[Properties]) -> None:
    allowed = of_service(statements, "s3")
    assert set(allowed["Action"]) == {"kms:GenerateDataKey*", "kms:DescribeKey"}
    assert allowed["Condition"]["ArnLike"] == {"aws:SourceArn": BUCKETS}
    assert allowed["Condition"]["StringEquals"] == {"aws:SourceAccount": ACCOUNT}


def test_they_grant_the_key_to_disks_and_to_nothing_else(statements: list[Properties]) -> None:
    allowed = of_sid(statements, "DisksOfTheirInstances")
    assert allowed["Action"] == "kms:CreateGrant"
    assert allowed["Condition"]["Bool"] == {"kms:GrantIsForAWSResource": "true"}
    elsewhere = [s for s in statements if "kms:CreateGrant" in as_list(s["Action"])]
    assert elsewhere == [allowed]


def test_lustre_reads_and_writes_through_s3_alone(statements: list[Properties]) -> None:
    conditions = of_sid(statements, "LustreThroughS3")["Condition"]
    assert conditions["StringEquals"] == {
        "kms:CallerAccount": ACCOUNT,
        "kms:ViaService": f"s3.{REGION}.amazonaws.com",
    }
    assert conditions["StringLike"] == {"kms:EncryptionContext:aws:s3:arn": BUCKETS}
    assert "AWSServiceRoleForFSxS3Access_fs-*" in conditions["ArnLike"]["aws:PrincipalArn"]


def test_whom_a_statement_names_by_condition_is_of_this_account(
    statements: list[Properties],
) -> None:
    anybody = [s for s in statements if "*" in as_list(dict(s["Principal"]).get("AWS", []))]
    assert anybody
    assert all(s["Condition"]["StringEquals"]["kms:CallerAccount"] == ACCOUNT for s in anybody)


@pytest.mark.parametrize("service", ["cloudwatch", "budgets"])
def test_both_topics_let_the_service_publish(template: Template, service: str) -> None:
    policies = template.of_type("AWS::SNS::TopicPolicy").values()
    allowed = [
        statement
        for policy in policies
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow" and statement["Action"] == "sns:Publish"
        if f"{service}.amazonaws.com" in as_list(statement["Principal"]["Service"])
    ]
    assert len(allowed) == len(template.of_type("AWS::SNS::Topic")) == 2
