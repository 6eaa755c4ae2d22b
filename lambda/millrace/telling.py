"""A batch of messages, each by itself: the answer and the log tell which of them come again."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from millrace.domain.mistakes import Mistake, tried
from millrace.partial import PartialAnswer, failures

SqsRecord: TypeAlias = Mapping[str, Any]


def settle_each(
    event: Mapping[str, Any],
    settle: Callable[[SqsRecord], object],
    log: logging.Logger,
    *,
    failure: str,
) -> PartialAnswer:
    """``failure`` is what the log says of a message that goes back to its queue."""
    failed = []
    for record in event["Records"]:
        done = tried(settle, record)
        if isinstance(done, Mistake):
            log.error(failure, extra={"event": record["body"]}, exc_info=done.error)
            failed.append(record["messageId"])
    return failures(failed)
