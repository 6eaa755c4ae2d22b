"""What outlives its stack keeps its name from the next one."""

from collections.abc import Iterator

from rules.finding import Place
from rules.rule import rule
from rules.template import Template
from rules.value import Unknown

_NAMES = {
    "AWS::DynamoDB::GlobalTable": "TableName",
    "AWS::DynamoDB::Table": "TableName",
    "AWS::ECR::Repository": "RepositoryName",
    "AWS::KMS::Alias": "AliasName",
    "AWS::Kinesis::Stream": "Name",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::RDS::DBInstance": "DBInstanceIdentifier",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::SecretsManager::Secret": "Name",
}
_KEPT = {"Retain", "RetainExceptOnCreate"}


@rule(
    "CFN4",
    "the resource outlives its stack and has a fixed name, so the next deployment of the stack "
    "fails (AlreadyExists): leave the name to CloudFormation",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for resource in template.of_type(*_NAMES):
        name = resource.get(_NAMES[resource.type])
        kept = str(resource.body.get("DeletionPolicy")) in _KEPT
        if kept and name is not None and not isinstance(name, Unknown):
            yield resource.at(_NAMES[resource.type], name)
