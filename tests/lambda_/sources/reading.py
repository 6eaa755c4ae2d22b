"""Recorded events, as they are or with other values, as the job desk reads them."""

import json
from pathlib import Path
from typing import Any

from millrace.domain.job import JobEvent
from millrace.events import Ignored, job_event_from

_EVENTS = {path.stem: path for path in (Path(__file__).parents[2] / "events").rglob("*.json")}


def recorded(name: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(_EVENTS[name].read_text())
    return event


def body(name: str, **detail: object) -> str:
    """A value of ... takes the member away."""
    event = recorded(name)
    changed = {**event["detail"], **detail}
    event["detail"] = {key: value for key, value in changed.items() if value is not ...}
    return json.dumps(event)


def told(name: str, **detail: object) -> JobEvent:
    read = job_event_from(body(name, **detail))
    assert isinstance(read, JobEvent)
    return read


def told_without(name: str, *members: str, **detail: object) -> JobEvent:
    """Members of the envelope are taken away."""
    event = json.loads(body(name, **detail))
    kept = {key: value for key, value in event.items() if key not in members}
    read = job_event_from(json.dumps(kept))
    assert isinstance(read, JobEvent)
    return read


def ignored(name: str, **detail: object) -> Ignored:
    read = job_event_from(body(name, **detail))
    assert isinstance(read, Ignored)
    return read
