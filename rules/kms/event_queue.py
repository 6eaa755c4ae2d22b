"""An event that EventBridge may not encrypt is dropped without a word."""

from collections.abc import Iterator

from rules.delivery import targets_everywhere
from rules.finding import Place
from rules.keys import key_of, shuts_out
from rules.rule import rule
from rules.template import Template

_ENCRYPTED = {"AWS::SQS::Queue": "KmsMasterKeyId", "AWS::SNS::Topic": "KmsMasterKeyId"}


@rule(
    "KMS2",
    "a rule sends events here, and the key does not let EventBridge in, so each is dropped: allow "
    "events.amazonaws.com kms:Decrypt and kms:GenerateDataKey in the key's policy",
    evidence="R D50",
)
def check(template: Template) -> Iterator[Place]:
    receivers = {
        receiver
        for target in targets_everywhere(template)
        for receiver in (*map(target.of_type, _ENCRYPTED), target.dead_letters)
    }
    for store in template.of_type(*_ENCRYPTED):
        path = _ENCRYPTED[store.type]
        if store in receivers and shuts_out(key_of(store, path), "events.amazonaws.com"):
            yield store.at(path)
