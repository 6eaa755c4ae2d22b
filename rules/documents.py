"""Every policy of a template, with what only the deployment knows written as an example."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rules.template import Resource, Template
from rules.value import Reference, Text, listed, mapping

_DOCUMENTS = ("PolicyDocument", "KeyPolicy", "AssumeRolePolicyDocument", "RepositoryPolicyText",
              "FileSystemPolicy", "AccessPolicy")  # fmt: skip
_HERE = "us-east-1:111122223333"
_ARNS = {
    "AWS::Batch::JobDefinition": f"arn:aws:batch:{_HERE}:job-definition/name:1",
    "AWS::Batch::JobQueue": f"arn:aws:batch:{_HERE}:job-queue/name",
    "AWS::DynamoDB::Table": f"arn:aws:dynamodb:{_HERE}:table/name",
    "AWS::ECR::Repository": f"arn:aws:ecr:{_HERE}:repository/name",
    "AWS::EFS::FileSystem": f"arn:aws:elasticfilesystem:{_HERE}:file-system/fs-0123456789abcdef0",
    "AWS::EC2::Instance": f"arn:aws:ec2:{_HERE}:instance/i-0123456789abcdef0",
    "AWS::Events::EventBus": f"arn:aws:events:{_HERE}:event-bus/name",
    "AWS::Events::Rule": f"arn:aws:events:{_HERE}:rule/name",
    "AWS::Glue::Database": f"arn:aws:glue:{_HERE}:database/name",
    "AWS::Glue::Table": f"arn:aws:glue:{_HERE}:table/name/name",
    "AWS::IAM::Role": "arn:aws:iam::111122223333:role/name",
    "AWS::KMS::Key": f"arn:aws:kms:{_HERE}:key/01234567-89ab-cdef-0123-456789abcdef",
    "AWS::Kinesis::Stream": f"arn:aws:kinesis:{_HERE}:stream/name",
    "AWS::KinesisFirehose::DeliveryStream": f"arn:aws:firehose:{_HERE}:deliverystream/name",
    "AWS::Lambda::Function": f"arn:aws:lambda:{_HERE}:function:name",
    "AWS::Logs::LogGroup": f"arn:aws:logs:{_HERE}:log-group:name:*",
    "AWS::S3::Bucket": "arn:aws:s3:::name",
    "AWS::SNS::Topic": f"arn:aws:sns:{_HERE}:name",
    "AWS::SQS::Queue": f"arn:aws:sqs:{_HERE}:name",
    "AWS::SageMaker::ModelPackageGroup": f"arn:aws:sagemaker:{_HERE}:model-package-group/name",
    "AWS::SecretsManager::Secret": f"arn:aws:secretsmanager:{_HERE}:secret:name-012345",
    "AWS::SSM::Parameter": f"arn:aws:ssm:{_HERE}:parameter/name",
    "AWS::StepFunctions::StateMachine": f"arn:aws:states:{_HERE}:stateMachine:name",
}
_UNKNOWN = "name"
_IMPLIED = {
    "AssumeRolePolicyDocument": "*",
    "FileSystemPolicy": _ARNS["AWS::EFS::FileSystem"],
    "RepositoryPolicyText": _ARNS["AWS::ECR::Repository"],
}
"""Policies whose statements name no resource: they are about the one that they belong to."""


@dataclass(frozen=True)
class Policy:
    resource: Resource
    path: str
    body: dict[str, Any]

    def statements(self) -> list[dict[str, Any]]:
        return [item for item in listed(self.body.get("Statement")) if isinstance(item, dict)]

    def example(self) -> object:
        implied = {"Resource": _IMPLIED[self.path]} if self.path in _IMPLIED else {}
        whole = [{**implied, **item} for item in self.statements()]
        return _written({**self.body, "Statement": whole}, self.resource.template)


def policies(template: Template) -> Iterator[Policy]:
    for resource in template.resources.values():
        for name in _DOCUMENTS:
            if isinstance(resource.get(name), dict):
                yield Policy(resource, name, resource.get(name))
        for index, inline in enumerate(resource.items("Policies")):
            body = mapping(inline).get("PolicyDocument")
            if isinstance(body, dict):
                yield Policy(resource, f"Policies.{index}.PolicyDocument", body)


def _written(value: object, template: Template) -> object:
    match value:
        case dict():
            return {name: _written(item, template) for name, item in value.items()}
        case list():
            return [_written(item, template) for item in value]
        case Text():
            return "".join(
                part if isinstance(part, str) else _standing_for(part, template)
                for part in value.parts
            )
        case str() | int() | float() | bool() | None:
            return value
        case _:
            return _standing_for(value, template)


def _standing_for(value: object, template: Template) -> str:
    if not isinstance(value, Reference):
        return _UNKNOWN
    found = template.find(value, *_ARNS)
    is_arn = value.attribute is not None and value.attribute.endswith("Arn")
    is_topic = found is not None and found.type == "AWS::SNS::Topic" and value.attribute is None
    return _ARNS[found.type] if found is not None and (is_arn or is_topic) else _UNKNOWN
