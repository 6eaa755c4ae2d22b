"""What a template says is kept, or reported as dropped; nothing vanishes in silence."""

from collections.abc import Callable
from typing import Any

import pytest

from local.record import Account, ask
from tests.local_account.deployment import Clients, Stacks
from tests.local_account.templates import Resource, att, key, network, ref, resource, role

pytestmark = pytest.mark.account

_SCHEMA = {
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}
_CODE = {"ZipFile": "def handler(event, context):\n    return event\n"}
_BY_DEFAULT = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": att("Key")}


def _bucket(**properties: Any) -> Resource:
    return resource("AWS::S3::Bucket", **properties)


def _table(**properties: Any) -> Resource:
    return resource("AWS::DynamoDB::Table", **_SCHEMA, **properties)


def _function(**properties: Any) -> Resource:
    return resource(
        "AWS::Lambda::Function",
        Code=_CODE,
        Handler="index.handler",
        Runtime="python3.13",
        Role=att("Role"),
        **properties,
    )


_BASE = {
    "Key": key(),
    "Role": role("lambda.amazonaws.com"),
    "Letters": resource("AWS::SQS::Queue"),
}

_KEPT: list[tuple[Resource, Callable[[Clients, str], Any], Callable[[Any], bool]]] = [
    (
        _bucket(
            BucketEncryption={
                "ServerSideEncryptionConfiguration": [
                    {"BucketKeyEnabled": "true", "ServerSideEncryptionByDefault": _BY_DEFAULT}
                ]
            }
        ),
        lambda aws, name: aws("s3").get_bucket_encryption(Bucket=name),
        lambda answer: "aws:kms" in str(answer) and "'BucketKeyEnabled': True" in str(answer),
    ),
    (
        _bucket(
            LifecycleConfiguration={
                "Rules": [
                    {
                        "Status": "Enabled",
                        "Prefix": "old/",
                        "ExpirationInDays": "90",
                        "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
                        "Transitions": [{"StorageClass": "GLACIER", "TransitionInDays": 1}],
                    }
                ]
            }
        ),
        lambda aws, name: aws("s3").get_bucket_lifecycle_configuration(Bucket=name)["Rules"][0],
        lambda rule: (
            rule["Expiration"] == {"Days": 90}
            and rule["Filter"] == {"Prefix": "old/"}
            and rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": 30}
            and rule["Transitions"] == [{"Days": 1, "StorageClass": "GLACIER"}]
        ),
    ),
    (
        _bucket(LoggingConfiguration={"LogFilePrefix": "log/"}),
        lambda aws, name: aws("s3").get_bucket_logging(Bucket=name)["LoggingEnabled"],
        lambda log: log["TargetPrefix"] == "log/",
    ),
    (
        _bucket(OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}),
        lambda aws, name: aws("s3").get_bucket_ownership_controls(Bucket=name),
        lambda answer: "BucketOwnerPreferred" in str(answer),
    ),
    (
        _bucket(Tags=[{"Key": "team", "Value": "trial"}]),
        lambda aws, name: aws("s3").get_bucket_tagging(Bucket=name)["TagSet"],
        lambda tags: {"Key": "team", "Value": "trial"} in tags,
    ),
    (
        _bucket(
            InventoryConfigurations=[
                {
                    "Id": "weekly",
                    "Enabled": "true",
                    "Destination": {"BucketArn": "arn:aws:s3:::elsewhere", "Format": "Parquet"},
                    "IncludedObjectVersions": "Current",
                    "ScheduleFrequency": "Weekly",
                    "OptionalFields": ["Size"],
                }
            ]
        ),
        lambda aws, name: aws("s3").get_bucket_inventory_configuration(Bucket=name, Id="weekly"),
        lambda answer: (
            answer["InventoryConfiguration"]["IsEnabled"]
            and answer["InventoryConfiguration"]["OptionalFields"] == ["Size"]
            and "elsewhere" in str(answer["InventoryConfiguration"]["Destination"])
        ),
    ),
    (
        _bucket(
            IntelligentTieringConfigurations=[
                {
                    "Id": "cold",
                    "Status": "Enabled",
                    "Prefix": "old/",
                    "Tierings": [{"AccessTier": "ARCHIVE_ACCESS", "Days": "90"}],
                }
            ]
        ),
        lambda aws, name: aws("s3").list_bucket_intelligent_tiering_configurations(Bucket=name),
        lambda answer: (
            [one["Filter"] for one in answer["IntelligentTieringConfigurationList"]]
            == [{"Prefix": "old/"}]
        ),
    ),
    (
        resource(
            "AWS::Kinesis::Stream",
            StreamModeDetails={"StreamMode": "ON_DEMAND"},
            StreamEncryption={"EncryptionType": "KMS", "KeyId": ref("Key")},
        ),
        lambda aws, name: aws("kinesis").describe_stream_summary(StreamName=name),
        lambda answer: answer["StreamDescriptionSummary"]["EncryptionType"] == "KMS",
    ),
    (
        _table(TimeToLiveSpecification={"AttributeName": "ends", "Enabled": "true"}),
        lambda aws, name: aws("dynamodb").describe_time_to_live(TableName=name),
        lambda answer: answer["TimeToLiveDescription"]["TimeToLiveStatus"] == "ENABLED",
    ),
    (
        _table(PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}),
        lambda aws, name: aws("dynamodb").describe_continuous_backups(TableName=name),
        lambda answer: "'PointInTimeRecoveryStatus': 'ENABLED'" in str(answer),
    ),
    (
        _table(
            SSESpecification={"SSEEnabled": True, "SSEType": "KMS", "KMSMasterKeyId": att("Key")}
        ),
        lambda aws, name: aws("dynamodb").describe_table(TableName=name)["Table"],
        lambda table: table["SSEDescription"]["SSEType"] == "KMS",
    ),
    (
        resource("AWS::SNS::Topic", KmsMasterKeyId=ref("Key")),
        lambda aws, arn: aws("sns").get_topic_attributes(TopicArn=arn)["Attributes"],
        lambda attributes: bool(attributes["KmsMasterKeyId"]),
    ),
    (
        _function(ReservedConcurrentExecutions="2"),
        lambda aws, name: aws("lambda").get_function_concurrency(FunctionName=name),
        lambda answer: answer["ReservedConcurrentExecutions"] == 2,
    ),
    (
        _function(DeadLetterConfig={"TargetArn": att("Letters")}),
        lambda aws, name: aws("lambda").get_function_configuration(FunctionName=name),
        lambda answer: "Letters" in answer["DeadLetterConfig"]["TargetArn"],
    ),
]


def _dropped(account: Account) -> list[dict[str, str]]:
    return [one for one in ask(account.port, "dropped") if one["stack"] == "trial"]


def _label(case: Any) -> str:
    if not isinstance(case, dict):
        return ""
    return f"{case['Type'].rpartition('::')[2]}.{list(case['Properties'])[-1]}"


@pytest.mark.parametrize(("given", "read", "is_kept"), _KEPT, ids=_label)
def test_the_service_knows_what_the_template_says(
    aws: Clients,
    stacks: Stacks,
    given: Resource,
    read: Callable[[Clients, str], Any],
    is_kept: Callable[[Any], bool],
) -> None:
    deployed = stacks.deploy({**_BASE, "Given": given})

    assert deployed.status == "CREATE_COMPLETE", deployed.reasons
    assert is_kept(read(aws, deployed.ids["Given"]))


def test_a_setting_that_leaves_the_template_leaves_the_service(
    aws: Clients, stacks: Stacks
) -> None:
    stacks.deploy({**_BASE, "Given": _function(ReservedConcurrentExecutions=2)})

    name = stacks.deploy({**_BASE, "Given": _function()}).ids["Given"]

    answer = aws("lambda").get_function_concurrency(FunctionName=name)
    assert "ReservedConcurrentExecutions" not in answer


def test_an_inventory_that_leaves_the_template_leaves_the_bucket(
    aws: Clients, stacks: Stacks
) -> None:
    given = _bucket(MetricsConfigurations=[{"Id": "all"}])
    name = stacks.deploy({**_BASE, "Given": given}).ids["Given"]
    before = aws("s3").list_bucket_metrics_configurations(Bucket=name)
    assert [one["Id"] for one in before["MetricsConfigurationList"]] == ["all"]

    name = stacks.deploy({**_BASE, "Given": _bucket()}).ids["Given"]

    answer = aws("s3").list_bucket_metrics_configurations(Bucket=name)
    assert "MetricsConfigurationList" not in answer


def test_what_is_dropped_is_reported_with_its_path(account: Account, stacks: Stacks) -> None:
    stacks.deploy({"Table": _table(ContributorInsightsSpecification={"Enabled": True})})

    assert _dropped(account) == [
        {
            "stack": "trial",
            "logical_id": "Table",
            "type": "AWS::DynamoDB::Table",
            "path": "ContributorInsightsSpecification",
        }
    ]


def test_what_the_emulator_keeps_to_itself_is_reported_too(
    account: Account, stacks: Stacks
) -> None:
    endpoint = resource(
        "AWS::EC2::VPCEndpoint",
        VpcId=ref("Vpc"),
        ServiceName="com.amazonaws.us-east-1.s3",
        PolicyDocument={"Version": "2012-10-17", "Statement": []},
    )
    stacks.deploy({**network(), "Endpoint": endpoint})

    assert [one["path"] for one in _dropped(account)] == ["PolicyDocument"]


def test_a_deleted_resource_drops_nothing_any_more(account: Account, stacks: Stacks) -> None:
    stacks.deploy({"Table": _table(ContributorInsightsSpecification={"Enabled": True})})

    stacks.delete()

    assert _dropped(account) == []
