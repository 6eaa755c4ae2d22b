"""How many events came by a replay, which EventBridge does not tell: the job desk logs them."""

import json
from collections import Counter
from datetime import datetime, timedelta

from ops.redrive.place import Place

_LOG_GROUP = "AWS::Logs::LogGroup"
_RECORDER = "RecordJobEventsLogs"
_SETTLES = timedelta(seconds=30)
"""From the end of a replay until its last event is in the log."""
_LOOKS = 15


def came(place: Place, replay: str, since: datetime) -> Counter[str]:
    """By outcome; counted until no more come."""
    counts: Counter[str] = Counter()
    for _ in range(_LOOKS):
        before, counts = counts, _counted(place, replay, since)
        if counts and counts == before:
            break
        place.clock.sleep(_SETTLES.total_seconds() / _LOOKS)
    return counts


def _counted(place: Place, replay: str, since: datetime) -> Counter[str]:
    groups = [
        one.id
        for one in place.resources
        if one.type == _LOG_GROUP and one.logical_id.startswith(_RECORDER)
    ]
    pages = place.session.client("logs").get_paginator("filter_log_events")
    counts: Counter[str] = Counter()
    for group in groups:
        found = pages.paginate(
            logGroupName=group,
            startTime=int(since.timestamp() * 1000),
            filterPattern=f'{{ $.replay = "{replay}" }}',
        )
        counts.update(_outcome(one["message"], replay) for page in found for one in page["events"])
    del counts[""]
    return counts


def _outcome(line: str, replay: str) -> str:
    """Empty where the line is of something else; not every account filters by pattern."""
    try:
        told = json.loads(line)
    except ValueError:
        return ""
    return str(told.get("outcome", "")) if told.get("replay") == replay else ""
