"""A key that nobody may administer is refused, or lost."""

from collections.abc import Iterator

from rules.finding import Place
from rules.policy import Statement, is_open, statements
from rules.rule import rule
from rules.template import Template

_ADMINISTERS = "kms:PutKeyPolicy"
_ONLY_VIA = ("kms:ViaService", "aws:SourceArn", "aws:SourceAccount", "kms:GrantIsForAWSResource")


@rule(
    "KMS5",
    "the key's policy leaves nobody who may change it, so KMS refuses it "
    "(MalformedPolicyDocumentException): keep kms:* for the account's root or an admin role",
    evidence="R D47",
)
def check(template: Template) -> Iterator[Place]:
    for key in template.of_type("AWS::KMS::Key", "AWS::KMS::ReplicaKey"):
        policy = key.get("KeyPolicy")
        if policy is None or is_open(policy):
            continue
        if not any(map(_administers, statements(policy))):
            yield key.at("KeyPolicy")


def _administers(statement: Statement) -> bool:
    only_through_a_service = any(way in str(statement.body.get("Condition")) for way in _ONLY_VIA)
    return (
        not only_through_a_service
        and statement.names("AWS", ".+")
        and statement.allows(_ADMINISTERS)
    )
