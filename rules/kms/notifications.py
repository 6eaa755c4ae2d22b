"""A bucket's notification, or a topic's message, that the key keeps out of the queue."""

from collections.abc import Iterator

from rules.delivery import notifications
from rules.finding import Place
from rules.keys import key_of, shuts_out
from rules.rule import rule
from rules.template import Template


@rule(
    "KMS7",
    "S3 or SNS delivers here, and the key does not let it in, so the deployment or each message "
    "fails: allow s3.amazonaws.com or sns.amazonaws.com kms:Decrypt and kms:GenerateDataKey",
    evidence="K, as D50",
)
def check(template: Template) -> Iterator[Place]:
    for sent in notifications(template):
        store = sent.of_type("AWS::SQS::Queue", "AWS::SNS::Topic")
        if store and shuts_out(key_of(store, "KmsMasterKeyId"), "s3.amazonaws.com"):
            yield sent.bucket.at(sent.path)
    for subscription in template.of_type("AWS::SNS::Subscription"):
        queue = template.find(subscription.get("Endpoint"), "AWS::SQS::Queue")
        if queue and shuts_out(key_of(queue, "KmsMasterKeyId"), "sns.amazonaws.com"):
            yield subscription.at("Endpoint")
