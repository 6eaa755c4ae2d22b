"""Why a job has failed: the first rule of the taxonomy that knows its message."""

from collections.abc import Mapping
from dataclasses import dataclass

from millrace.domain.job import Attempt, JobRecord, Kind, Service, State
from millrace.domain.taxonomy import UNKNOWN, Rule, rules

_GENERIC = ("Essential container", "Task failed to start")
"""What AWS Batch says where only the container knows more."""
_SIGNALLED = (130, 137, 143)
_TEXTS = ("state_reason", "attempt_reason")
_SILENT = "no reason given"


@dataclass(frozen=True, kw_only=True)
class Failure:
    cls: str
    rule_id: str | None
    """None where no rule knows the message."""
    message: str


def is_failure(record: JobRecord) -> bool:
    """Whether it ended otherwise than it should; what somebody stopped has not failed."""
    if record.kind.endless:
        return record.state is State.BROKEN
    if record.state is State.STOPPED:
        return classify(record).cls != "stopped"
    return record.state is State.FAILED


def classify(record: JobRecord) -> Failure:
    """Of a job that has ended, or of one that blocks its queue."""
    places = _places(record)
    message = places.get("attempt_reason") or places.get("state_reason") or _SILENT
    for rule in rules():
        if rule.where in places and _is_of(rule, record):
            text = places[rule.where]
            if rule.matches_text(text):
                told = message if rule.where in ("status", "exit_code") else text
                return Failure(cls=rule.cls, rule_id=rule.id, message=told)
    if record.state is State.STOPPED:
        return Failure(cls="stopped", rule_id=None, message=message)
    return Failure(cls=UNKNOWN, rule_id=None, message=message)


def class_of_text(text: str, *, of: Service | Kind) -> str:
    """Of a message that came without a record, such as that of an array's child."""
    asked = (rule for rule in rules() if of in rule.of and rule.where in _TEXTS)
    return next((rule.cls for rule in asked if rule.matches_text(text)), UNKNOWN)


def _is_of(rule: Rule, record: JobRecord) -> bool:
    return record.service in rule.of or record.kind in rule.of


def _places(record: JobRecord) -> Mapping[str, str]:
    """What there is to go by. An attempt counts only if the job ended as it did.

    Who terminates a job gives the reason in his own words, whatever its attempts ended with.
    """
    attempt = _last(record)
    shared = _shares(record.state_reason, attempt)
    exit_code = None if attempt is None else attempt.exit_code
    given = record.state_reason if _is_given(record.state_reason, attempt, shared=shared) else None
    found = {
        "state_reason": record.state_reason,
        "attempt_reason": attempt.reason if attempt and shared else None,
        "exit_code": None if exit_code in (None, 0) or not shared else str(exit_code),
        "status": record.facts.status,
        "given_reason": given,
    }
    return {place: text for place, text in found.items() if text}


def _last(record: JobRecord) -> Attempt | None:
    ended = [number for number, attempt in record.attempts.items() if attempt.finished]
    return record.attempts[max(ended)] if ended else None


def _shares(reason: str | None, attempt: Attempt | None) -> bool:
    if not reason or reason.startswith(_GENERIC):
        return True
    return attempt is not None and (attempt.reason or "").startswith(reason)


def _is_given(reason: str | None, attempt: Attempt | None, *, shared: bool) -> bool:
    if not reason or attempt is None or reason.startswith(_GENERIC):
        return False
    return not shared or attempt.exit_code in _SIGNALLED
