"""How a job of SageMaker has run so far, where one container at a time does its work."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from millrace.domain.job import Attempt, State
from millrace.fields import NAME, optional_text

_EXIT_CODE = re.compile(r"exit ?code:? ?(\d{1,3})\b", re.IGNORECASE)
_VIOLATIONS = "CompletedWithViolations"


class Course(NamedTuple):
    state: State
    status: str | None
    reason: str | None
    attempts: dict[int, Attempt]
    attempt: int | None = None
    """Which the event is of, where the attempts do not tell."""


def course(
    detail: Mapping[str, Any],
    state: State,
    status: str | None,
    *,
    ran: tuple[datetime | None, datetime | None],
    log: str,
) -> Course:
    """Of a job that is never tried again."""
    reason = optional_text(detail, "FailureReason") or optional_text(detail, "ExitMessage")
    if reason and reason.startswith(_VIOLATIONS):
        status = _VIOLATIONS
    started_at, stopped_at = ran
    attempts: dict[int, Attempt] = {}
    if started_at or stopped_at:
        attempts[1] = attempt(detail, state, ran=ran, log=log)
    return Course(state, status, reason, attempts)


def attempt(
    detail: Mapping[str, Any],
    state: State,
    *,
    ran: tuple[datetime | None, datetime | None],
    log: str,
) -> Attempt:
    """The job's last; SageMaker has one stream of logs per machine, whose names begin with it."""
    if not state.terminal:
        return Attempt(started_at=ran[0], log_stream=log[:NAME])
    reason = optional_text(detail, "FailureReason") if state is State.FAILED else None
    return Attempt(
        started_at=ran[0],
        stopped_at=ran[1],
        exit_code=_exit_code(reason),
        reason=reason,
        log_stream=log[:NAME],
    )


def _exit_code(reason: str | None) -> int | None:
    """SageMaker has it in its sentence only: ``AlgorithmError: ..., exit code: 137``."""
    found = _EXIT_CODE.search(reason) if reason else None
    return int(found[1]) if found else None
