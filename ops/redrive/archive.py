"""python -m ops.redrive archive: what came in a window comes again, and nothing happens twice."""

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ops.ledger_words import many
from ops.redrive.came import came
from ops.redrive.place import Place
from ops.redrive.queues import attributes
from ops.session import RefusalError

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_events.type_defs import DescribeReplayResponseTypeDef

_OVER = ("COMPLETED", "CANCELLED", "FAILED")


def archive(asked: Namespace, place: Place) -> int:
    first, last = asked.first, min(asked.last, place.clock.now())
    if first >= last:
        raise RefusalError(f"--from {_told(first)} must be before --to {_told(last)}")
    events = place.session.client("events")
    name = place.output("Events", "EventArchive")
    kept = events.describe_archive(ArchiveName=name)
    rules = _rules(events, asked.detail_type, place)
    replay = f"redrive-{place.clock.now().astimezone(UTC):%Y%m%dT%H%M%S}"
    events.start_replay(
        ReplayName=replay,
        EventSourceArn=kept["ArchiveArn"],
        EventStartTime=first,
        EventEndTime=last,
        Destination={"Arn": kept["EventSourceArn"], "FilterArns": rules},
    )
    to = f"{many(len(rules), 'rule')} of the feed"
    print(f"replay {replay}: {_told(first)} to {_told(last)}, to {to}")
    return _followed(events, replay, place)


def _followed(events: "EventBridgeClient", replay: str, place: Place) -> int:
    """Ctrl-C ends the watching; the replay goes on."""
    began = place.clock.now()
    try:
        told = _to_its_end(events, replay, place)
    except KeyboardInterrupt:
        print(
            f"\nthe replay goes on: aws events describe-replay --replay-name {replay}, "
            f"or end it with aws events cancel-replay --replay-name {replay}"
        )
        return 130
    if told["State"] != "COMPLETED":
        print(f"{told['State'].lower()}: {told.get('StateReason', 'EventBridge gives no reason')}")
        return 1
    print(_came(came(place, replay, began)))
    return 0


def _came(counts: Counter[str]) -> str:
    if not counts:
        return "the job desk has logged no event of it"
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
    return f"{many(counts.total(), 'event')} came: {outcomes}"


def _to_its_end(
    events: "EventBridgeClient", replay: str, place: Place
) -> "DescribeReplayResponseTypeDef":
    last = ""
    while True:
        told = events.describe_replay(ReplayName=replay)
        reached = told.get("EventLastReplayedTime")
        line = f"{told['State'].lower()}{f', reached {_told(reached)}' if reached else ''}"
        if line != last:
            print(line, flush=True)
            last = line
        if told["State"] in _OVER:
            return told
        place.clock.sleep(place.clock.seconds)


def _rules(events: "EventBridgeClient", detail_type: str | None, place: Place) -> Sequence[str]:
    """Those that lead into the feed: nobody else is to hear old events again."""
    target = attributes(place.sqs, place.output("Events", "JobEvents"))["QueueArn"]
    names = events.list_rule_names_by_target(TargetArn=target)["RuleNames"]
    rules = [events.describe_rule(Name=name) for name in names]
    patterns = {one["Arn"]: json.loads(one.get("EventPattern", "{}")) for one in rules}
    if detail_type is None:
        return sorted(patterns)
    fitting = [arn for arn, one in patterns.items() if detail_type in one.get("detail-type", ())]
    if not fitting:
        known = sorted({one for each in patterns.values() for one in each.get("detail-type", ())})
        raise RefusalError(f"no rule of the feed is for '{detail_type}', only: {', '.join(known)}")
    others = {one for arn in fitting for one in patterns[arn]["detail-type"]} - {detail_type}
    if others:
        print(f"the same rule brings along: {', '.join(sorted(others))}")
    return sorted(fitting)


def _told(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
