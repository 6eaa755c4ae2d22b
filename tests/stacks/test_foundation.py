"""Foundation: the data is private, encrypted, kept, and its keys let in those who need them."""

import pytest

from tests.assembly import Assembly, Properties, Template, as_list

ZONES = ("Raw", "Curated", "Features", "Models", "Captures")


@pytest.fixture(scope="module")
def template(assembly: Assembly) -> Template:
    return assembly.template("Foundation")


@pytest.fixture(params=[*ZONES, "Logs"])
def bucket(template: Template, request: pytest.FixtureRequest) -> Properties:
    return template.named("AWS::S3::Bucket", request.param)


def test_no_bucket_can_be_made_public(bucket: Properties) -> None:
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]


def test_every_bucket_keeps_old_versions_for_a_while_and_no_half_uploads(
    bucket: Properties,
) -> None:
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    [rule] = bucket["LifecycleConfiguration"]["Rules"]
    assert rule["Status"] == "Enabled"
    assert rule["NoncurrentVersionExpiration"]["NoncurrentDays"] >= 1
    assert rule["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_is_encrypted_with_the_data_key(template: Template, zone: str) -> None:
    [rule] = template.named("AWS::S3::Bucket", zone)["BucketEncryption"][
        "ServerSideEncryptionConfiguration"
    ]
    assert rule["BucketKeyEnabled"] is True
    by_default = rule["ServerSideEncryptionByDefault"]
    assert by_default["SSEAlgorithm"] == "aws:kms"
    assert by_default["KMSMasterKeyID"]["Fn::GetAtt"][0].startswith("DataKey")


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_writes_down_who_asked_it_for_what(template: Template, zone: str) -> None:
    logging = template.named("AWS::S3::Bucket", zone)["LoggingConfiguration"]
    assert logging["DestinationBucketName"]["Ref"].startswith("Logs")
    assert logging["LogFilePrefix"] == f"{zone.lower()}/"


def test_every_bucket_refuses_plain_http(template: Template) -> None:
    denying = [
        policy["Bucket"]["Ref"]
        for policy in template.of_type("AWS::S3::BucketPolicy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Deny"
        and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    ]
    assert len(denying) == len(set(denying)) == len([*ZONES, "Logs"])


def test_captures_expire_after_the_days_of_the_file(template: Template) -> None:
    [rule] = template.named("AWS::S3::Bucket", "Captures")["LifecycleConfiguration"]["Rules"]
    assert rule["ExpirationInDays"] == 90


@pytest.mark.parametrize("zone", ["Raw", "Curated", "Features", "Models"])
def test_what_was_learned_from_does_not_expire(template: Template, zone: str) -> None:
    [rule] = template.named("AWS::S3::Bucket", zone)["LifecycleConfiguration"]["Rules"]
    assert "ExpirationInDays" not in rule


def test_data_and_keys_outlive_the_stack_unless_the_file_says_otherwise(
    template: Template,
) -> None:
    kept = {
        resource["DeletionPolicy"]
        for resource in template.resources.values()
        if resource["Type"] in {"AWS::S3::Bucket", "AWS::KMS::Key"}
    }
    assert kept == {"Retain"}


def test_every_key_rotates_and_leaves_the_account_in_charge(template: Template) -> None:
    for key in template.of_type("AWS::KMS::Key").values():
        assert key["EnableKeyRotation"] is True
        assert any(
            statement["Action"] == "kms:*" and ":root" in str(statement["Principal"])
            for statement in key["KeyPolicy"]["Statement"]
        )


@pytest.mark.parametrize(
    ("key", "service"),
    [
        ("MessagesKey", "events.amazonaws.com"),
        ("MessagesKey", "cloudwatch.amazonaws.com"),
        ("LogsKey", "logs.us-east-1.amazonaws.com"),
    ],
)
def test_a_key_names_the_services_that_write_under_it(
    template: Template, key: str, service: str
) -> None:
    statements = [
        statement
        for statement in template.named("AWS::KMS::Key", key)["KeyPolicy"]["Statement"]
        if service in as_list(statement["Principal"].get("Service"))
    ]
    allowed = {action for statement in statements for action in as_list(statement["Action"])}
    assert {"kms:Decrypt", "kms:GenerateDataKey*"} <= allowed
    conditions = [
        str(statement.get("Condition"))
        for statement in statements
        if as_list(statement["Action"]) != ["kms:DescribeKey"]
    ]
    # EventBridge names no account where it publishes to a topic (docs/limits.md).
    to_topics = {"None"} if service == "events.amazonaws.com" else set()
    assert any("111122223333" in condition for condition in conditions)
    assert {one for one in conditions if "111122223333" not in one} <= to_topics


@pytest.mark.parametrize("topic", ["Alerts", "Tickets"])
def test_alarms_may_publish_to_both_topics(template: Template, topic: str) -> None:
    statements = template.named("AWS::SNS::TopicPolicy", topic)["PolicyDocument"]["Statement"]
    allowed = [s["Principal"] for s in statements if s["Effect"] == "Allow"]
    assert any("cloudwatch.amazonaws.com" in as_list(one["Service"]) for one in allowed)
    assert any(s["Effect"] == "Deny" for s in statements)


@pytest.mark.parametrize("topic", ["Alerts", "Tickets"])
def test_the_people_of_the_file_hear_of_pages_and_of_tickets(
    template: Template, topic: str
) -> None:
    subscriptions = template.of_type("AWS::SNS::Subscription").values()
    told = [s for s in subscriptions if s["TopicArn"]["Ref"].startswith(topic)]
    assert [(s["Protocol"], "@" in s["Endpoint"]) for s in told] == [("email", True)]


def test_uploads_are_told_to_eventbridge_without_a_function_to_say_so(template: Template) -> None:
    for zone in ZONES:
        told = template.named("AWS::S3::Bucket", zone)["NotificationConfiguration"]
        assert told == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}
    assert not [type_ for type_ in template.resources.values() if "Custom::" in type_["Type"]]


@pytest.mark.parametrize("zone", ["Raw", "Curated", "Features", "Models"])
def test_what_is_kept_moves_to_the_class_that_pays(template: Template, zone: str) -> None:
    [rule] = template.named("AWS::S3::Bucket", zone)["LifecycleConfiguration"]["Rules"]
    [moved] = rule["Transitions"]
    assert (moved["StorageClass"], moved["TransitionInDays"]) == ("INTELLIGENT_TIERING", 30)


def test_images_are_scanned_and_a_tag_means_one_image(template: Template) -> None:
    repositories = template.of_type("AWS::ECR::Repository").values()
    assert len(repositories) == 2
    for repository in repositories:
        assert repository["ImageScanningConfiguration"] == {"ScanOnPush": True}
        assert repository["ImageTagMutability"] == "IMMUTABLE"


def test_people_are_told_where_their_images_go(template: Template) -> None:
    told = template.body["Outputs"]
    assert "TrainingRepository" in told
    assert "ServingRepository" in told
