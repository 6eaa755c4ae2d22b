"""What a failed attempt is tried again for: what the job is not to blame for."""

from aws_cdk import aws_batch as batch

_Rule = batch.RetryStrategy
_END = _Rule.of(batch.Action.EXIT, batch.Reason.custom(on_reason="*"))
"""Ends every other failure: without it AWS Batch retries what no rule matches."""


_TOLD_TO_GO = _Rule.of(batch.Action.RETRY, batch.Reason.custom(on_exit_code="143"))
"""Ended by SIGTERM, with a checkpoint: before its host went, or because that of another node did.
AWS Batch does not try again what was terminated or has timed out, whatever the rules say."""


def on_instances() -> list[batch.RetryStrategy]:
    host_lost = _Rule.of(batch.Action.RETRY, batch.Reason.SPOT_INSTANCE_RECLAIMED)
    return [host_lost, _TOLD_TO_GO, _END]


def on_fargate() -> list[batch.RetryStrategy]:
    reclaimed = batch.Reason.custom(on_status_reason="Your Spot Task was interrupted*")
    return [_Rule.of(batch.Action.RETRY, reclaimed), _TOLD_TO_GO, _END]
