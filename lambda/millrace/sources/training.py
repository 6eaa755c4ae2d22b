"""A training job's inner states: each interruption of a managed spot job ends an attempt."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from millrace.domain.job import Attempt, State
from millrace.fields import NAME, optional_list, optional_text, optional_time
from millrace.sources.courses import Course, attempt
from millrace.sources.words import folded

ATTEMPTS = 50
"""Kept of a job that is interrupted more often; the number of the attempt goes on."""
_TRANSITIONS = 2_000
_INTERRUPTED = "interrupted"
_WAITING = {
    **dict.fromkeys(("starting", "pending", "restarting"), State.STARTING),
    **dict.fromkeys(("launchingmlinstances", "preparingtrainingstack"), State.STARTING),
    **dict.fromkeys(("downloading", "downloadingtrainingimage"), State.STARTING),
    _INTERRUPTED: State.RUNNABLE,
}
_PAID = ("downloading", "downloadingtrainingimage", "training", "uploading", "updating")
"""From the first of them on the machines are paid for."""


class _Past(NamedTuple):
    ended: list[Attempt]
    began: datetime | None
    """When the attempt after those began, if it did."""
    message: str | None


def course(
    detail: Mapping[str, Any],
    state: State,
    status: str | None,
    *,
    ran: tuple[datetime | None, datetime | None],
    log: str,
) -> Course:
    inner = optional_text(detail, "SecondaryStatus", NAME)
    if state is State.RUNNING and inner:
        state = _WAITING.get(folded(inner), state)
    past = _past(detail, log[:NAME])
    began = past.began if past.ended else past.began or ran[0]
    attempts = dict(enumerate(past.ended[:ATTEMPTS], start=1))
    number = len(past.ended) + 1
    if began or (state.terminal and ran[1] and not past.ended):
        if number <= ATTEMPTS:
            attempts[number] = attempt(detail, state, ran=(began, ran[1]), log=log)
    elif state.terminal:
        number = max(number - 1, 1)
    reason = optional_text(detail, "FailureReason") or past.message
    return Course(state, inner or status, reason, attempts, number)


def _past(detail: Mapping[str, Any], log: str) -> _Past:
    ended: list[Attempt] = []
    began = message = None
    for transition in optional_list(detail, "SecondaryStatusTransitions", _TRANSITIONS):
        word = folded(optional_text(transition, "Status", NAME) or "")
        at = optional_time(transition, "StartTime")
        message = optional_text(transition, "StatusMessage")
        if word == _INTERRUPTED:
            reason = _interruption(message)[:NAME]
            ended.append(Attempt(started_at=began, stopped_at=at, reason=reason, log_stream=log))
            began = None
        elif word in _PAID:
            began = began or at
    return _Past(ended, began, message)


def _interruption(message: str | None) -> str:
    told = message or ""
    return told if told.startswith("Interrupted") else f"Interrupted: {told}".rstrip(": ")
