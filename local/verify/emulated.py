"""Readers of the types that the emulator serves itself."""

from collections.abc import Mapping

from local.verify.readers import ID, Reader


def _ec2(operation: str, argument: str, found: str) -> Reader:
    return Reader("ec2", operation, {argument: [ID]}, found)


_ASSOCIATION = "RouteTables[].Associations[?RouteTableAssociationId=='{id}'][]"

EMULATED: Mapping[str, Reader] = {
    "AWS::CloudFormation::Stack": Reader("cloudformation", "describe_stacks", {"StackName": ID}),
    "AWS::CloudWatch::Alarm": Reader(
        "cloudwatch", "describe_alarms", {"AlarmNames": [ID]}, "MetricAlarms"
    ),
    "AWS::DynamoDB::Table": Reader("dynamodb", "describe_table", {"TableName": ID}),
    "AWS::EC2::InternetGateway": _ec2(
        "describe_internet_gateways", "InternetGatewayIds", "InternetGateways"
    ),
    "AWS::EC2::LaunchTemplate": _ec2(
        "describe_launch_templates", "LaunchTemplateIds", "LaunchTemplates"
    ),
    "AWS::EC2::Route": Reader(
        "ec2",
        "describe_route_tables",
        {"RouteTableIds": ["RouteTableId"]},
        "RouteTables[].Routes[1:][]",
    ),
    "AWS::EC2::RouteTable": _ec2("describe_route_tables", "RouteTableIds", "RouteTables"),
    "AWS::EC2::SecurityGroup": _ec2("describe_security_groups", "GroupIds", "SecurityGroups"),
    "AWS::EC2::Subnet": _ec2("describe_subnets", "SubnetIds", "Subnets"),
    "AWS::EC2::SubnetRouteTableAssociation": Reader(
        "ec2", "describe_route_tables", {"RouteTableIds": ["RouteTableId"]}, _ASSOCIATION
    ),
    "AWS::EC2::VPC": _ec2("describe_vpcs", "VpcIds", "Vpcs"),
    "AWS::EC2::VPCEndpoint": _ec2("describe_vpc_endpoints", "VpcEndpointIds", "VpcEndpoints"),
    "AWS::EC2::VPCGatewayAttachment": Reader(
        "ec2",
        "describe_internet_gateways",
        {"InternetGatewayIds": ["InternetGatewayId"]},
        "InternetGateways[].Attachments[]",
    ),
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
