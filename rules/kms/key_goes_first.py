"""What is kept under a key that is not kept can never be read again."""

from collections.abc import Iterator

from rules.finding import Place
from rules.keys import key_of
from rules.rule import rule
from rules.template import Template

_BUCKET = (
    "BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault"
    ".KMSMasterKeyID"
)
_KEYS = {
    "AWS::DynamoDB::Table": "SSESpecification.KMSMasterKeyId",
    "AWS::ECR::Repository": "EncryptionConfiguration.KmsKey",
    "AWS::EFS::FileSystem": "KmsKeyId",
    "AWS::FSx::FileSystem": "KmsKeyId",
    "AWS::Kinesis::Stream": "StreamEncryption.KeyId",
    "AWS::Logs::LogGroup": "KmsKeyId",
    "AWS::RDS::DBCluster": "KmsKeyId",
    "AWS::RDS::DBInstance": "KmsKeyId",
    "AWS::S3::Bucket": _BUCKET,
    "AWS::SecretsManager::Secret": "KmsKeyId",
}
_KEPT = ("Retain", "RetainExceptOnCreate", "Snapshot")


@rule(
    "KMS8",
    "the data outlives its stack and its key does not (KMSInvalidState, and no way back after the "
    "waiting period): give the key the DeletionPolicy Retain as well",
    evidence="K",
)
def check(template: Template) -> Iterator[Place]:
    for resource in template.of_type(*_KEYS):
        path = _KEYS[resource.type]
        key = key_of(resource, path)
        kept = resource.body.get("DeletionPolicy") in _KEPT
        if kept and key is not None and key.body.get("DeletionPolicy", "Delete") == "Delete":
            yield resource.at(path)
