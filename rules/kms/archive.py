"""An archive under a key that EventBridge may not use keeps nothing."""

from collections.abc import Iterator

from rules.finding import Place
from rules.keys import key_of, shuts_out
from rules.rule import rule
from rules.template import Template

_NEEDED = ("kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt")


@rule(
    "KMS9",
    "the key does not let EventBridge in, so the archive is refused: allow events.amazonaws.com "
    f"{', '.join(_NEEDED)} and kms:ReEncrypt* in the key's policy",
    evidence="D",
)
def check(template: Template) -> Iterator[Place]:
    for archive in template.of_type("AWS::Events::Archive"):
        key = key_of(archive, "KmsKeyIdentifier")
        if shuts_out(key, "events.amazonaws.com", *_NEEDED):
            yield archive.at("KmsKeyIdentifier")
