"""A log group cannot be created under a key that CloudWatch Logs may not use."""

from collections.abc import Iterator

from rules.finding import Place
from rules.keys import key_of, shuts_out
from rules.rule import rule
from rules.template import Template


@rule(
    "KMS1",
    "the key does not let CloudWatch Logs in, so the log group cannot be created: allow "
    "logs.<region>.amazonaws.com to encrypt, decrypt and generate data keys in the key's policy",
    evidence="R D48",
)
def check(template: Template) -> Iterator[Place]:
    for group in template.of_type("AWS::Logs::LogGroup"):
        key = key_of(group, "KmsKeyId")
        needed = ("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey")
        if shuts_out(key, "logs(.[^.]+)?.amazonaws.com", *needed):
            yield group.at("KmsKeyId")
