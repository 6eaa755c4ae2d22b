"""Faults of other kinds, sown into the templates of prod, where everything is switched on."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.gates.mutants import Resources, first, put, without_a_window

Sow = Callable[[Resources], None]
_KEY, _QUEUE, _TOPIC, _BUCKET = (
    "AWS::KMS::Key",
    "AWS::SQS::Queue",
    "AWS::SNS::Topic",
    "AWS::S3::Bucket",
)
_RULE, _ROLE, _FUNCTION = "AWS::Events::Rule", "AWS::IAM::Role", "AWS::Lambda::Function"
_SOURCE, _STREAM = "AWS::Lambda::EventSourceMapping", "AWS::KinesisFirehose::DeliveryStream"
_ENDPOINT, _GROUP, _VPC = "AWS::EC2::VPCEndpoint", "AWS::EC2::SecurityGroup", "AWS::EC2::VPC"
_LANDING, _POLICY = "LandingFeedRule", "PolicyDocument.Statement"
_STATISTIC = {"MetricName": "Errors", "Namespace": "AWS/Lambda"}


def add(*types: str, properties: Mapping[str, object] | None = None, **body: object) -> Sow:
    """Resources beside those that are there, in every stack."""

    def sow(resources: Resources) -> None:
        for number, type_ in enumerate(types):
            made = {"Type": type_, "Properties": dict(properties or {}), **body}
            resources[f"Sown{number}"] = made

    return sow


def put_body(type_: str, name: str, value: object, prefix: str = "") -> Sow:
    """Beside the properties: DeletionPolicy, DependsOn."""

    def sow(resources: Resources) -> None:
        [found] = [
            body
            for logical_id, body in resources.items()
            if body["Properties"] is first(resources, type_, prefix)[1]
        ]
        found[name] = value

    return sow


def both(*sown: Sow) -> Sow:
    def sow(resources: Resources) -> None:
        for one in sown:
            one(resources)

    return sow


def of_service(type_: str, prefix: str, service: str, change: Callable[[Any], None]) -> Sow:
    """Change the statements of a policy that name a service."""

    def sow(resources: Resources) -> None:
        properties = first(resources, type_, prefix)[1]
        document = properties.get("KeyPolicy") or properties["PolicyDocument"]
        for statement in document["Statement"]:
            if service in str(statement["Principal"]):
                change(statement)

    return sow


def function_of(source: str) -> Sow:
    """A rule calls the function, which does not let it in."""

    def sow(resources: Resources) -> None:
        name, _ = first(resources, _FUNCTION, source)
        first(resources, _RULE)[1]["Targets"][0]["Arn"] = {"Fn::GetAtt": [name, "Arn"]}

    return sow


def crowd(resources: Resources) -> None:
    name, _ = first(resources, _GROUP)
    group = {"GroupId": {"Fn::GetAtt": [name, "GroupId"]}}
    add(*["AWS::EC2::SecurityGroupIngress"] * 61, properties=group)(resources)


def _set(name: str, value: object) -> Callable[[Any], None]:
    return lambda statement: statement.__setitem__(name, value)


MUTANTS_OF_PRODUCTION: Mapping[str, tuple[str, Sow]] = {
    "a monitoring schedule": ("SVC1", add("AWS::SageMaker::MonitoringSchedule")),
    "a baseline of Model Monitor": ("SVC1", add("AWS::SageMaker::ModelQualityJobDefinition")),
    "an application of AppRegistry": ("SVC1", add("AWS::ServiceCatalogAppRegistry::Application")),
    "the Debugger in a state machine": (
        "SVC1",
        add(
            "AWS::StepFunctions::StateMachine",
            properties={"DefinitionString": '{"States":{"A":{"DebugHookConfig":{}}}}'},
        ),
    ),
    "six addresses": ("NET5", add(*["AWS::EC2::EIP"] * 6)),
    "six networks": ("NET5", add(*[_VPC] * 6)),
    "a service-linked role": ("IAM4", add("AWS::IAM::ServiceLinkedRole")),
    "one zone for spot": (
        "BATC",
        put("AWS::Batch::ComputeEnvironment", "ComputeResources.Subnets", ["subnet-1"], "GpuSpot"),
    ),
    "the logs key only decrypts": (
        "KMS1",
        of_service(_KEY, "LogsKey", "logs.", _set("Action", ["kms:Decrypt", "kms:DescribeKey"])),
    ),
    "the messages key lets events only look": (
        "KMS2",
        of_service(_KEY, "MessagesKey", "events.", _set("Action", "kms:DescribeKey")),
    ),
    "the messages key denies": (
        "KMS3",
        of_service(_KEY, "MessagesKey", "cloudwatch.", _set("Effect", "Deny")),
    ),
    "the messages key trusts a namesake": (
        "KMS2",
        of_service(
            _KEY, "MessagesKey", "events.", _set("Principal", {"Service": "schemas.amazonaws.com"})
        ),
    ),
    "a queue of events under AWS's key": (
        "KMS4",
        put(_QUEUE, "KmsMasterKeyId", "alias/aws/sqs", "FeedQueue"),
    ),
    "the tickets under AWS's key": (
        "KMS4",
        put(_TOPIC, "KmsMasterKeyId", "arn:aws:kms:us-east-1:777788889999:alias/aws/sns", "Tick"),
    ),
    "a key whose administrator may only look": (
        "KMS5",
        of_service(_KEY, "DataKey", ":root", _set("Action", "kms:Describe*")),
    ),
    "a key that goes before its data": (
        "KMS8",
        put_body(_KEY, "DeletionPolicy", "Delete", "DataKey"),
    ),
    "a leaf that is a number": ("EVT6", put(_RULE, "EventPattern.detail", {"attempts": 3}, "Feed")),
    "an operator without its list": (
        "EVT6",
        put(_RULE, "EventPattern.detail.object.key", {"prefix": "landing/"}, _LANDING),
    ),
    "a range that is none": (
        "EVT6",
        put(_RULE, "EventPattern.detail.object.size", [{"numeric": [">", "much"]}], _LANDING),
    ),
    "a kind that is not": (
        "EVTA",
        put(_RULE, "EventPattern.detail-type", ["Batch Job State Changed"], "Feed"),
    ),
    "a kind in small letters": (
        "EVTA",
        put(_RULE, "EventPattern.detail-type", ["object created"], _LANDING),
    ),
    "a source in capitals": ("EVTA", put(_RULE, "EventPattern.source", ["aws.Batch"], "Feed")),
    "a key in capitals": (
        "EVTA",
        put(_RULE, "EventPattern.detail", {"object": {"Key": [{"prefix": "a/"}]}}, _LANDING),
    ),
    "a bucket as S3 writes it in notifications": (
        "EVTA",
        put(_RULE, "EventPattern.detail.bucket", {"arn": [{"prefix": "arn:"}]}, _LANDING),
    ),
    "a status of SageMaker's": (
        "EVTA",
        put(_RULE, "EventPattern.detail", {"status": ["Completed"]}, "Feed"),
    ),
    "a status outside of the detail": ("EVTA", put(_RULE, "EventPattern.status", ["OK"], "Feed")),
    "a queue that lets only S3 in": (
        "EVT2",
        of_service("AWS::SQS::QueuePolicy", "FeedQueue", "events.",
                   _set("Principal", {"Service": "s3.amazonaws.com"})),
    ),
    "dead letters that may only be read": (
        "EVT3",
        of_service("AWS::SQS::QueuePolicy", "FeedDead", "events.", _set("Action", "sqs:Receive*")),
    ),
    "a retry policy without a word": ("EVT5", put(_RULE, "Targets.0.RetryPolicy", {})),
    "a function that does not know the rule": ("EVT1", function_of("RecordJobEvents")),
    "a log group for events": (
        "EVT4",
        both(
            add("AWS::Logs::LogGroup"),
            put(_RULE, "Targets.0.Arn", {"Fn::GetAtt": ["Sown0", "Arn"]}),
        ),
    ),
    "eleven policies of CloudWatch Logs": ("EVT9", add(*["AWS::Logs::ResourcePolicy"] * 11)),
    "a pipeline without a role": (
        "EVT8",
        both(
            add("AWS::StepFunctions::StateMachine"),
            put(_RULE, "Targets.0.Arn", {"Ref": "Sown0"}),
        ),
    ),
    "a long function": ("LAM1", put(_FUNCTION, "Timeout", 60, "RecordJobEvents")),
    "many messages at once": ("LAM2", without_a_window),
    "one at a time, as a string": ("LAM3", put(_SOURCE, "ScalingConfig.MaximumConcurrency", "1")),
    "another handler": ("LAM5", put(_FUNCTION, "Handler", "millrace.handlers.landing.handler")),
    "another function of the handler": (
        "LAM5",
        put(_FUNCTION, "Handler", "millrace.handlers.record_job_events.main", "RecordJobEvents"),
    ),
    "too much reserved": ("LAM6", put(_FUNCTION, "ReservedConcurrentExecutions", 950)),
    "a managed policy that is not": (
        "IAM5",
        put(_ROLE, "ManagedPolicyArns", [
            {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/"
                        "AmazonEC2ContainerServiceForEC2Role"}]),
    ),
    "a managed policy without its path": (
        "IAM5",
        put(_ROLE, "ManagedPolicyArns", ["arn:aws:iam::aws:policy/AWSGlueServiceRole"]),
    ),
    "eleven managed policies": (
        "IAM2",
        put(_ROLE, "ManagedPolicyArns", [f"arn:aws:iam::1:policy/{n}" for n in range(11)]),
    ),
    "a namesake in a queue's policy": (
        "IAM3",
        of_service("AWS::SQS::QueuePolicy", "FeedQueue", "events.",
                   _set("Principal", {"Service": "event.amazonaws.com"})),
    ),
    "a policy that nobody waits for": ("IAM6", put_body(_STREAM, "DependsOn", [])),
    "a function that nobody waits for": (
        "IAM6",
        put_body(_FUNCTION, "DependsOn", [], "RecordJobEvents"),
    ),
    "a bucket that nobody empties": ("S3D", put_body(_BUCKET, "DeletionPolicy", "Delete")),
    "a receiver that lets nobody in": (
        "S3C",
        both(
            add(_QUEUE),
            put(_BUCKET, "NotificationConfiguration.QueueConfigurations",
                [{"Event": "s3:ObjectCreated:*", "Queue": {"Fn::GetAtt": ["Sown0", "Arn"]}}]),
        ),
    ),
    "one zone, too early": (
        "S3A",
        put(_BUCKET, "LifecycleConfiguration.Rules.0.Transitions",
            [{"StorageClass": "ONEZONE_IA", "TransitionInDays": "29"}], "Raw"),
    ),
    "a kept table with a name": (
        "CFN4",
        add("AWS::DynamoDB::Table", properties={"TableName": "jobs"}, DeletionPolicy="Retain"),
    ),
    "a metric without a statistic": (
        "CFN1",
        add("AWS::CloudWatch::Alarm", properties=_STATISTIC),
    ),
    "too many resources": ("CFN3", add(*["AWS::SSM::Parameter"] * 400)),
    "an endpoint of another region": (
        "NET1",
        put(_ENDPOINT, "ServiceName", "com.amazonaws.eu-west-1.s3"),
    ),
    "an endpoint of a service that is not": (
        "NET1",
        put(_ENDPOINT, "ServiceName", {"Fn::Sub": "com.amazonaws.${AWS::Region}.ecr.docker"}),
    ),
    "no DNS at all": ("NET2", put(_VPC, "EnableDnsSupport", "false")),
    "all ports, upside down": (
        "NET4",
        add("AWS::EC2::SecurityGroupIngress",
            properties={"IpProtocol": "tcp", "FromPort": "65535", "ToPort": 0}),
    ),
    "sixty-one rules outside of the group": ("NET3", crowd),
}  # fmt: skip
