"""One resource of each added type, and what may become of it: changed in place, replaced."""

import json
from dataclasses import dataclass
from typing import Any

from tests.local_account.templates import Resource, att, network, ref, resource, role

_ACCOUNT = "000000000000"
_TAGS = [{"Key": "team", "Value": "trial"}]
_NEW_TAGS = [{"Key": "team", "Value": "other"}]


@dataclass(frozen=True, kw_only=True)
class Life:
    """`in_place` and `anew` each are a property with its new value; some types know only one."""

    given: Resource
    beside: dict[str, Resource]
    in_place: tuple[str, Any] | None = None
    seen: str = ""
    """A word that the service tells once the change is made."""
    anew: tuple[str, Any] | None = None

    @property
    def type(self) -> str:
        return str(self.given["Type"])

    def stack(self, change: tuple[str, Any] | None = None) -> dict[str, Resource]:
        given = json.loads(json.dumps(self.given))
        if change is not None:
            path, value = change
            *outer, last = path.split(".")
            place = given["Properties"]
            for name in outer:
                place = place[name]
            place[last] = value
        return {**self.beside, "Given": given}


_NETWORK = {
    **network(),
    "Second": resource(
        "AWS::EC2::Subnet",
        VpcId=ref("Vpc"),
        CidrBlock="10.20.1.0/24",
        AvailabilityZone="us-east-1b",
    ),
}
_BUCKET = {"Bucket": resource("AWS::S3::Bucket")}
_ROLE = {"Role": role("datasync.amazonaws.com")}
_TOPIC = {"Topic": resource("AWS::SNS::Topic")}


def _alarm() -> Resource:
    return resource(
        "AWS::CloudWatch::Alarm",
        Namespace="AWS/SQS",
        MetricName="NumberOfMessagesSent",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    )


def _lustre() -> Resource:
    return resource(
        "AWS::FSx::FileSystem",
        FileSystemType="LUSTRE",
        FileSystemTypeVersion="2.15",
        StorageCapacity=1200,
        StorageType="SSD",
        SubnetIds=[ref("Subnet")],
        SecurityGroupIds=[att("Group", "GroupId")],
        LustreConfiguration={"DeploymentType": "PERSISTENT_2", "PerUnitStorageThroughput": 125},
        Tags=_TAGS,
    )


def _budget(amount: int) -> dict[str, Any]:
    return {
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": amount, "Unit": "USD"},
        "CostFilters": {"TagKeyValue": ["user:team$vision"]},
    }


def _told(address: str) -> list[dict[str, Any]]:
    return [
        {
            "Notification": {
                "NotificationType": "ACTUAL",
                "ComparisonOperator": "GREATER_THAN",
                "Threshold": 80,
            },
            "Subscribers": [{"SubscriptionType": "EMAIL", "Address": address}],
        }
    ]


def _monitor() -> Resource:
    by_tag = {"Tags": {"Key": "millrace:environment", "Values": ["dev"]}}
    return resource(
        "AWS::CE::AnomalyMonitor",
        MonitorName="trial",
        MonitorType="CUSTOM",
        MonitorSpecification=json.dumps(by_tag),
    )


def _at_least(dollars: str) -> str:
    dimension = {
        "Key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
        "MatchOptions": ["GREATER_THAN_OR_EQUAL"],
        "Values": [dollars],
    }
    return json.dumps({"Dimensions": dimension})


def _nfs(host: str) -> Resource:
    agent = f"arn:aws:datasync:us-east-1:{_ACCOUNT}:agent/agent-0123456789abcdef0"
    return resource(
        "AWS::DataSync::LocationNFS",
        ServerHostname=host,
        Subdirectory="/export",
        OnPremConfig={"AgentArns": [agent]},
        Tags=_TAGS,
    )


def _in_s3() -> Resource:
    return resource(
        "AWS::DataSync::LocationS3",
        S3BucketArn=att("Bucket"),
        S3Config={"BucketAccessRoleArn": att("Role")},
        Subdirectory="raw/",
    )


def _attachment(name: str) -> Resource:
    return resource(
        f"AWS::EC2::{name}",
        TransitGatewayId="tgw-0123456789abcdef0",
        VpcId=ref("Vpc"),
        SubnetIds=[ref("Subnet")],
        Tags=_TAGS,
    )


_ELSEWHERE = {
    **_BUCKET,
    "Other": resource("AWS::S3::Bucket"),
    **_ROLE,
}
_PLACES = {**_BUCKET, **_ROLE, "From": _nfs("nfs.example.com"), "To": _in_s3()}

LIVES = (
    Life(
        given=resource(
            "AWS::Budgets::Budget",
            Budget=_budget(100),
            NotificationsWithSubscribers=_told("ml@example.com"),
        ),
        beside={},
        in_place=("Budget.BudgetLimit.Amount", 250),
        seen="250",
        anew=("NotificationsWithSubscribers", _told("other@example.com")),
    ),
    Life(
        given=_monitor(),
        beside={},
        in_place=("MonitorName", "another"),
        seen="another",
        anew=("MonitorSpecification", json.dumps({"Tags": {"Key": "team", "Values": ["a"]}})),
    ),
    Life(
        given=resource(
            "AWS::CE::AnomalySubscription",
            SubscriptionName="trial",
            Frequency="DAILY",
            MonitorArnList=[ref("Monitor")],
            Subscribers=[{"Type": "EMAIL", "Address": "ml@example.com"}],
            ThresholdExpression=_at_least("100"),
        ),
        beside={"Monitor": _monitor()},
        in_place=("ThresholdExpression", _at_least("175")),
        seen="175",
    ),
    Life(
        given=resource(
            "AWS::CloudTrail::Trail",
            S3BucketName=ref("Bucket"),
            IsLogging=True,
            EnableLogFileValidation=True,
            AdvancedEventSelectors=[
                {
                    "Name": "data",
                    "FieldSelectors": [
                        {"Field": "eventCategory", "Equals": ["Data"]},
                        {"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
                    ],
                }
            ],
            Tags=_TAGS,
        ),
        beside=_ELSEWHERE,
        in_place=("S3BucketName", ref("Other")),
        seen="other",
        anew=("TrailName", "renamed"),
    ),
    Life(
        given=resource(
            "AWS::ECR::PullThroughCacheRule",
            EcrRepositoryPrefix="ecr-public",
            UpstreamRegistry="ecr-public",
            UpstreamRegistryUrl="public.ecr.aws",
        ),
        beside={},
        anew=("EcrRepositoryPrefix", "public"),
    ),
    Life(
        given=_lustre(),
        beside=_NETWORK,
        in_place=("LustreConfiguration.PerUnitStorageThroughput", 250),
        seen="250",
        anew=("SubnetIds", [ref("Second")]),
    ),
    Life(
        given=resource(
            "AWS::FSx::DataRepositoryAssociation",
            FileSystemId=ref("Lustre"),
            FileSystemPath="/features",
            DataRepositoryPath={"Fn::Sub": "s3://${Bucket}/features"},
            BatchImportMetaDataOnCreate=True,
            S3={"AutoImportPolicy": {"Events": ["NEW", "CHANGED"]}},
            Tags=_TAGS,
        ),
        beside={**_NETWORK, **_BUCKET, "Lustre": _lustre()},
        in_place=("S3", {"AutoImportPolicy": {"Events": ["NEW", "CHANGED", "DELETED"]}}),
        seen="DELETED",
        anew=("FileSystemPath", "/other"),
    ),
    Life(
        given=_nfs("nfs.example.com"),
        beside={},
        in_place=("Subdirectory", "/exported"),
        seen="/exported",
    ),
    Life(
        given=_in_s3(),
        beside=_ELSEWHERE,
        in_place=("Subdirectory", "other/"),
        seen="other",
        anew=("S3BucketArn", att("Other")),
    ),
    Life(
        given=resource(
            "AWS::DataSync::Task",
            SourceLocationArn=ref("From"),
            DestinationLocationArn=ref("To"),
            Schedule={"ScheduleExpression": "rate(1 day)"},
            Options={"VerifyMode": "ONLY_FILES_TRANSFERRED", "LogLevel": "TRANSFER"},
            Tags=_TAGS,
        ),
        beside=_PLACES,
        in_place=("Schedule", {"ScheduleExpression": "rate(12 hours)"}),
        seen="12 hours",
        anew=("SourceLocationArn", ref("To")),
    ),
    Life(
        given=resource(
            "AWS::Chatbot::SlackChannelConfiguration",
            ConfigurationName="page",
            SlackWorkspaceId="T0123456789",
            SlackChannelId="C0123456789",
            IamRoleArn=att("Role"),
            SnsTopicArns=[ref("Topic")],
            LoggingLevel="ERROR",
            Tags=_TAGS,
        ),
        beside={**_ROLE, **_TOPIC},
        in_place=("SlackChannelId", "C9876543210"),
        seen="C9876543210",
        anew=("ConfigurationName", "ticket"),
    ),
    Life(
        given=resource("AWS::EC2::EIP", Domain="vpc", Tags=_TAGS),
        beside={},
        in_place=("Tags", _NEW_TAGS),
        seen="other",
    ),
    Life(
        given=resource("AWS::EC2::PlacementGroup", Strategy="cluster"),
        beside={},
        anew=("Strategy", "spread"),
    ),
    Life(
        given=resource(
            "AWS::EC2::NatGateway",
            SubnetId=ref("Subnet"),
            AllocationId=att("Address", "AllocationId"),
            Tags=_TAGS,
        ),
        beside={**_NETWORK, "Address": resource("AWS::EC2::EIP", Domain="vpc")},
        in_place=("Tags", _NEW_TAGS),
        seen="other",
        anew=("SubnetId", ref("Second")),
    ),
    *(
        Life(
            given=_attachment(name),
            beside={**_NETWORK, "Elsewhere": resource("AWS::EC2::VPC", CidrBlock="10.30.0.0/16")},
            in_place=change,
            seen=seen,
            anew=("VpcId", ref("Elsewhere")),
        )
        for name, change, seen in (
            (
                "TransitGatewayAttachment",
                ("SubnetIds", [ref("Subnet"), ref("Second")]),
                "', 'subnet",
            ),
            ("TransitGatewayVpcAttachment", ("Options", {"DnsSupport": "disable"}), "disable"),
        )
    ),
    Life(
        given=resource(
            "AWS::CloudWatch::CompositeAlarm",
            AlarmRule={"Fn::Sub": 'ALARM("${Alarm}")'},
            AlarmActions=[ref("Topic")],
            AlarmDescription="one",
            Tags=_TAGS,
        ),
        beside={**_TOPIC, "Alarm": _alarm()},
        in_place=("AlarmDescription", "another"),
        seen="another",
        anew=("AlarmName", "renamed"),
    ),
    Life(
        given=resource(
            "AWS::Glue::SecurityConfiguration",
            Name="trial",
            EncryptionConfiguration={
                "S3Encryptions": [{"S3EncryptionMode": "SSE-S3"}],
                "JobBookmarksEncryption": {"JobBookmarksEncryptionMode": "DISABLED"},
            },
        ),
        beside={},
        anew=("Name", "renamed"),
    ),
    Life(
        given=resource(
            "AWS::Events::Archive",
            SourceArn={"Fn::Sub": "arn:aws:events:us-east-1:${AWS::AccountId}:event-bus/default"},
            EventPattern={"source": ["aws.batch"]},
            RetentionDays=7,
        ),
        beside={},
        in_place=("EventPattern", {"source": ["aws.batch", "aws.ec2"]}),
        seen="aws.ec2",
        anew=("ArchiveName", "renamed"),
    ),
)
