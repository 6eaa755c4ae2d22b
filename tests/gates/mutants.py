"""One fault at a time, sown into the templates of dev: each would fail when deployed."""

from collections.abc import Callable, Mapping
from typing import Any

Resources = dict[str, dict[str, Any]]
"""All resources of the assembly's templates, by logical id."""


def first(resources: Resources, type_: str, prefix: str = "") -> tuple[str, dict[str, Any]]:
    return next(
        (name, found.setdefault("Properties", {}))
        for name, found in resources.items()
        if found["Type"] == type_ and name.startswith(prefix)
    )


def put(type_: str, path: str, value: object, prefix: str = "") -> Callable[[Resources], None]:
    """Write a value at a dotted path of the first resource of the type."""

    def sow(resources: Resources) -> None:
        *way, last = path.split(".")
        inner: Any = first(resources, type_, prefix)[1]
        for step in way:
            inner = inner[int(step)] if step.isdigit() else inner.setdefault(step, {})
        if value is None:
            del inner[last]
        else:
            inner[last] = value

    return sow


def drop(type_: str, prefix: str = "") -> Callable[[Resources], None]:
    """As if nobody had thought of resources of the type."""

    def sow(resources: Resources) -> None:
        for name, found in resources.items():
            if found["Type"] == type_ and name.startswith(prefix):
                found["Type"] = "AWS::CloudFormation::WaitConditionHandle"

    return sow


def silence(key: str, service: str) -> Callable[[Resources], None]:
    """Take a service out of a key's policy."""

    def sow(resources: Resources) -> None:
        policy = first(resources, "AWS::KMS::Key", key)[1]["KeyPolicy"]
        kept = [found for found in policy["Statement"] if service not in str(found)]
        policy["Statement"] = kept

    return sow


def without_a_window(resources: Resources) -> None:
    source = first(resources, "AWS::Lambda::EventSourceMapping")[1]
    source["BatchSize"] = 50
    source.pop("MaximumBatchingWindowInSeconds", None)


_KEY, _QUEUE, _FLEET = "AWS::KMS::Key", "AWS::SQS::Queue", "AWS::Batch::ComputeEnvironment"
_JOB, _RULE = "AWS::Batch::JobDefinition", "AWS::Events::Rule"
_RESOURCES = "ComputeResources"

MUTANTS: Mapping[str, tuple[str, Callable[[Resources], None]]] = {
    "the logs key forgets CloudWatch Logs": ("KMS1", silence("LogsKey", "logs.")),
    "the messages key forgets EventBridge": ("KMS2", silence("MessagesKey", "events.amazonaws")),
    "the messages key forgets CloudWatch": ("KMS3", silence("MessagesKey", "cloudwatch.amaz")),
    "alerts under AWS's key": (
        "KMS4",
        put("AWS::SNS::Topic", "KmsMasterKeyId", "alias/aws/sns", "Alerts"),
    ),
    "a key without an administrator": ("KMS5", silence("DataKey", ":root")),
    "the queue's policy is gone": ("EVT2", drop("AWS::SQS::QueuePolicy", "FeedQueue")),
    "the dead letters' policy is gone": ("EVT3", drop("AWS::SQS::QueuePolicy", "FeedDead")),
    "no retry policy": ("EVT5", put(_RULE, "Targets.0.RetryPolicy", None)),
    "no dead letters": ("EVT5", put(_RULE, "Targets.0.DeadLetterConfig", None)),
    "a leaf that is no list": ("EVT6", put(_RULE, "EventPattern.source", "aws.batch")),
    "an unknown operator": ("EVT6", put(_RULE, "EventPattern.source", [{"begins": "aws"}])),
    "too short a visibility": ("LAM1", put(_QUEUE, "VisibilityTimeout", 60, "FeedQueue")),
    "batches without a window": ("LAM2", without_a_window),
    "one at a time": (
        "LAM3",
        put("AWS::Lambda::EventSourceMapping", "ScalingConfig.MaximumConcurrency", 1),
    ),
    "the role may read nothing": ("LAM4", drop("AWS::IAM::Policy", "RecordJobEvents")),
    "a service that is not": (
        "NET1",
        put("AWS::EC2::VPCEndpoint", "ServiceName", "com.amazonaws.us-east-1.s4"),
    ),
    "no host names": ("NET2", put("AWS::EC2::VPC", "EnableDnsHostnames", "false")),
    "sixty-one rules": (
        "NET3",
        put("AWS::EC2::SecurityGroup", "SecurityGroupIngress", [{"FromPort": 1}] * 61),
    ),
    "ports upside down": (
        "NET4",
        put("AWS::EC2::SecurityGroup", "SecurityGroupEgress.0.FromPort", 444),
    ),
    "too early for infrequent access": (
        "S3A",
        put(
            "AWS::S3::Bucket",
            "LifecycleConfiguration.Rules.0.Transitions",
            [{"StorageClass": "STANDARD_IA", "TransitionInDays": 7}],
        ),
    ),
    "a bucket policy too long": (
        "S3B",
        put("AWS::S3::BucketPolicy", "PolicyDocument.Statement.0.Sid", "x" * 21_000),
    ),
    "an inline policy too long": (
        "IAM1",
        put("AWS::IAM::Policy", "PolicyDocument.Statement.0.Sid", "x" * 11_000),
    ),
    "a principal that is not": (
        "IAM3",
        put(
            "AWS::IAM::Role",
            "AssumeRolePolicyDocument.Statement.0.Principal",
            {"Service": "ecs-task.amazonaws.com"},
        ),
    ),
    "an alarm without a statistic": ("CFN1", put("AWS::CloudWatch::Alarm", "Statistic", None)),
    "a kept bucket with a name": ("CFN4", put("AWS::S3::Bucket", "BucketName", "our-data")),
    "user data too long": (
        "CFN5",
        put(
            "AWS::EC2::LaunchTemplate",
            "LaunchTemplateData.UserData",
            {"Fn::Base64": {"Fn::Sub": "x" * 17_000}},
        ),
    ),
    "no instance profile": ("BAT1", put(_FLEET, f"{_RESOURCES}.InstanceRole", None)),
    "a role for the profile": (
        "BAT2",
        put(_FLEET, f"{_RESOURCES}.InstanceRole", "arn:aws:iam::111122223333:role/r"),
    ),
    "least above most": ("BAT3", put(_FLEET, f"{_RESOURCES}.MinvCpus", 256)),
    "a spot strategy on demand": (
        "BAT4",
        put(_FLEET, f"{_RESOURCES}.AllocationStrategy", "SPOT_CAPACITY_OPTIMIZED", "GpuOnDemand"),
    ),
    "an instance type that is not": (
        "BAT5",
        put(_FLEET, f"{_RESOURCES}.InstanceTypes", ["g5.xlarge", "g6.xlarge", "g5.xxlarge"]),
    ),
    "four environments": (
        "BAT6",
        put("AWS::Batch::JobQueue", "ComputeEnvironmentOrder", [{"Order": n} for n in range(4)]),
    ),
    "no final exit": (
        "BAT8",
        put(_JOB, "RetryStrategy.EvaluateOnExit", [{"Action": "RETRY", "OnReason": "Host*"}]),
    ),
    "six retry rules": ("BAT7", put(_JOB, "RetryStrategy.EvaluateOnExit", [{}] * 6)),
    "eleven attempts": ("BAT9", put(_JOB, "RetryStrategy.Attempts", 11)),
    "no GPUs": (
        "BATA",
        put(_JOB, "ContainerProperties.ResourceRequirements", [{"Type": "GPU", "Value": "0"}]),
    ),
    "a job too large": (
        "BATB",
        put(_JOB, "ContainerProperties.ResourceRequirements", [{"Type": "GPU", "Value": "2"}]),
    ),
    "spot of one type": ("BATC", put(_FLEET, f"{_RESOURCES}.InstanceTypes", ["g5.xlarge"])),
    "a fleet with a name": ("BATD", put(_FLEET, "ComputeEnvironmentName", "gpu")),
    "a profile by its name": ("BATE", put(_FLEET, f"{_RESOURCES}.InstanceRole", "instances")),
}
