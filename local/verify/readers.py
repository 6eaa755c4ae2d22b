"""One reader per resource type: the call of its service that shows whether it is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jmespath  # type: ignore[import-untyped]
from botocore.exceptions import ClientError

from local.verify.stacks import Resource

ID = "@"
"""Stands for the physical id; =word stands for itself, every other word names a property."""
Clients = Callable[[str], Any]
_ABSENT = ("NotFound", "NoSuch", "NonExistent", "DoesNotExist", "404")


class UnresolvedError(ValueError):
    """A property that names the resource is not in the template, or not resolved."""


@dataclass(frozen=True)
class Reader:
    """It exists if the call succeeds and, where `found` is given, if that is in the answer."""

    service: str
    operation: str
    arguments: Mapping[str, str | Sequence[str]]
    found: str = ""

    def exists(self, clients: Clients, resource: Resource) -> bool:
        call = getattr(clients(self.service), self.operation)
        try:
            answer = call(**{name: _filled(how, resource) for name, how in self.arguments.items()})
        except ClientError as error:
            if any(word in error.response["Error"]["Code"] for word in _ABSENT):
                return False
            raise
        asked = self.found.replace("{id}", resource.physical_id)
        return bool(jmespath.search(asked, answer)) if asked else True


def _filled(how: str | Sequence[str], resource: Resource) -> Any:
    if not isinstance(how, str):
        return [_filled(one, resource) for one in how]
    if how == ID:
        return resource.physical_id
    if how.startswith("="):
        return how.removeprefix("=")
    value = resource.properties.get(how)
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, str) or not first:
        raise UnresolvedError(f"its property {how} names nothing that is deployed")
    return first


def _ec2(operation: str, argument: str, found: str) -> Reader:
    return Reader("ec2", operation, {argument: [ID]}, found)


_ASSOCIATION = "RouteTables[].Associations[?RouteTableAssociationId=='{id}'][]"
_RULE = _ec2("describe_security_group_rules", "SecurityGroupRuleIds", "SecurityGroupRules")

READERS: Mapping[str, Reader] = {
    "AWS::Batch::ComputeEnvironment": Reader(
        "batch",
        "describe_compute_environments",
        {"computeEnvironments": [ID]},
        "computeEnvironments[?status=='VALID']",
    ),
    "AWS::Batch::JobDefinition": Reader(
        "batch",
        "describe_job_definitions",
        {"jobDefinitions": [ID]},
        "jobDefinitions[?status=='ACTIVE']",
    ),
    "AWS::Batch::JobQueue": Reader(
        "batch", "describe_job_queues", {"jobQueues": [ID]}, "jobQueues[?status=='VALID']"
    ),
    "AWS::CloudFormation::Stack": Reader("cloudformation", "describe_stacks", {"StackName": ID}),
    "AWS::CloudWatch::Alarm": Reader(
        "cloudwatch", "describe_alarms", {"AlarmNames": [ID]}, "MetricAlarms"
    ),
    "AWS::DynamoDB::Table": Reader("dynamodb", "describe_table", {"TableName": ID}),
    "AWS::EC2::FlowLog": _ec2("describe_flow_logs", "FlowLogIds", "FlowLogs"),
    "AWS::EC2::LaunchTemplate": _ec2(
        "describe_launch_templates", "LaunchTemplateIds", "LaunchTemplates"
    ),
    "AWS::EC2::RouteTable": _ec2("describe_route_tables", "RouteTableIds", "RouteTables"),
    "AWS::EC2::SecurityGroup": _ec2("describe_security_groups", "GroupIds", "SecurityGroups"),
    "AWS::EC2::SecurityGroupEgress": _RULE,
    "AWS::EC2::SecurityGroupIngress": _RULE,
    "AWS::EC2::Subnet": _ec2("describe_subnets", "SubnetIds", "Subnets"),
    "AWS::EC2::SubnetRouteTableAssociation": Reader(
        "ec2", "describe_route_tables", {"RouteTableIds": ["RouteTableId"]}, _ASSOCIATION
    ),
    "AWS::EC2::VPC": _ec2("describe_vpcs", "VpcIds", "Vpcs"),
    "AWS::EC2::VPCEndpoint": _ec2("describe_vpc_endpoints", "VpcEndpointIds", "VpcEndpoints"),
    "AWS::Events::Rule": Reader("events", "describe_rule", {"Name": ID}),
    "AWS::IAM::InstanceProfile": Reader("iam", "get_instance_profile", {"InstanceProfileName": ID}),
    "AWS::IAM::ManagedPolicy": Reader("iam", "get_policy", {"PolicyArn": ID}),
    "AWS::IAM::Policy": Reader(
        "iam", "get_role_policy", {"RoleName": "Roles", "PolicyName": "PolicyName"}
    ),
    "AWS::IAM::Role": Reader("iam", "get_role", {"RoleName": ID}),
    "AWS::KMS::Alias": Reader("kms", "describe_key", {"KeyId": ID}),
    "AWS::KMS::Key": Reader(
        "kms", "describe_key", {"KeyId": ID}, "KeyMetadata.KeyState != 'PendingDeletion'"
    ),
    "AWS::Lambda::EventSourceMapping": Reader("lambda", "get_event_source_mapping", {"UUID": ID}),
    "AWS::Lambda::Function": Reader("lambda", "get_function", {"FunctionName": ID}),
    "AWS::Lambda::LayerVersion": Reader("lambda", "get_layer_version_by_arn", {"Arn": ID}),
    "AWS::Lambda::Permission": Reader(
        "lambda", "get_policy", {"FunctionName": "FunctionName"}, "contains(Policy, '{id}')"
    ),
    "AWS::Logs::LogGroup": Reader(
        "logs",
        "describe_log_groups",
        {"logGroupNamePrefix": ID},
        "logGroups[?logGroupName=='{id}']",
    ),
    "AWS::S3::Bucket": Reader("s3", "head_bucket", {"Bucket": ID}),
    "AWS::S3::BucketPolicy": Reader("s3", "get_bucket_policy", {"Bucket": "Bucket"}),
    "AWS::SNS::Subscription": Reader("sns", "get_subscription_attributes", {"SubscriptionArn": ID}),
    "AWS::SNS::Topic": Reader("sns", "get_topic_attributes", {"TopicArn": ID}),
    "AWS::SNS::TopicPolicy": Reader(
        "sns",
        "get_topic_attributes",
        {"TopicArn": "Topics"},
        "Attributes.Policy && !contains(Attributes.Policy, '__default_policy_ID')",
    ),
    "AWS::SQS::Queue": Reader("sqs", "get_queue_attributes", {"QueueUrl": ID}),
    "AWS::SQS::QueuePolicy": Reader(
        "sqs",
        "get_queue_attributes",
        {"QueueUrl": "Queues", "AttributeNames": ["=Policy"]},
        "Attributes.Policy",
    ),
    "AWS::SSM::Parameter": Reader("ssm", "get_parameter", {"Name": ID}),
}
