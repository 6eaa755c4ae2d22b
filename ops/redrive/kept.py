"""What is purged is written to the logs zone first: nothing is lost without a trace."""

import gzip
import json
from collections.abc import Sequence
from datetime import UTC, datetime

from ops.redrive.letters import Letter
from ops.redrive.place import Place
from ops.redrive.queues import DeadQueue


def keep(letters: Sequence[Letter], queue: DeadQueue, reason: str, place: Place) -> str:
    """The object's URI."""
    now, caller = place.clock.now().astimezone(UTC), place.caller()
    lines = [json.dumps(_line(one, queue, reason, caller, now)) for one in letters]
    bucket = place.output("Foundation", "LogsBucket")
    key = f"redrive/{place.environment.name}/{queue.name}/{now:%Y-%m-%dT%H%M%S.%fZ}.jsonl.gz"
    place.session.client("s3").put_object(
        Bucket=bucket,
        Key=key,
        Body=gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0),
        ContentType="application/gzip",
    )
    return f"s3://{bucket}/{key}"


def _line(
    letter: Letter, queue: DeadQueue, reason: str, caller: str, now: datetime
) -> dict[str, object]:
    return {
        "purged_at": now.isoformat(),
        "purged_by": caller,
        "because": reason,
        "queue": queue.arn,
        "message_id": letter.id,
        "sent_at": letter.sent_at.isoformat(),
        "moved_from": letter.moved_from,
        "attributes": dict(letter.attributes),
        "body": letter.body,
    }
