"""AWS Budgets: money has been spent, or will have been, as SNS passes the notice on."""

import json
import re
from collections.abc import Mapping
from typing import Any

from millrace.domain.job import Facts, JobEvent, Kind, Service, State
from millrace.fields import NAME, REASON, MalformedError, readable, shown, time
from millrace.sources.identity import event_id, job_key
from millrace.sources.ignored import Because, Ignored

_READ = 4_096
"""Characters of a notice: a longer one is none of AWS's."""
_LINE = re.compile(r"^ *(\w[\w ]{0,40}?) *:(.+)$", re.MULTILINE)
_SUBJECT = re.compile(r"^AWS Budgets: (.+?) has exceeded your alert threshold")
_SIGNS = ("AWS Budget", "Budget Name")
_TOLD = {
    "actualamount": "spent",
    "forecastedamount": "forecast",
    "alertthreshold": "threshold",
    "budgetedamount": "budget",
}


def is_notice(message: Mapping[str, Any]) -> bool:
    """What SNS wraps has no source, but a type and its topic."""
    return "source" not in message and "Type" in message and "TopicArn" in message


def notice(message: Mapping[str, Any]) -> JobEvent | Ignored:
    subject = readable(message.get("Subject"), REASON) or ""
    told = message.get("Message")
    words = told[:_READ] if isinstance(told, str) else ""
    if not any(sign.lower() in f"{subject}\n{words}".lower() for sign in (*_SIGNS, "budgetName")):
        return Ignored(Because.OTHER_NOTICE)
    facts = _facts(words)
    name = facts.get("budgetname") or _named_by(subject)
    if name is None:
        raise MalformedError(f"a budget's notice must have its name, got {shown(words)}")
    kind = (facts.get("alerttype") or facts.get("notificationtype", "ACTUAL")).upper()
    return JobEvent(
        event_id=event_id(message, "MessageId"),
        at=time(message, "Timestamp"),
        job_id=job_key(f"budget/{name}"),
        service=Service.BUDGETS,
        name=name[:NAME],
        state=State.CHANGING if kind.startswith("FORECAST") else State.BROKEN,
        state_reason=_reason(facts) or readable(subject),
        attempts={},
        kind=Kind.BUDGET,
        facts=Facts(status=readable(kind, NAME)),
    )


def _facts(words: str) -> dict[str, str]:
    """Its lines, or the members of its JSON: ``Budget Name`` and ``budgetName`` are one."""
    found: dict[str, Any] = {key: value.strip() for key, value in _LINE.findall(words)}
    if words.lstrip().startswith("{"):
        try:
            told = json.loads(words)
        except (ValueError, RecursionError):
            told = {}
        found = told if isinstance(told, dict) else {}
    return {
        key.replace(" ", "").replace("_", "").lower(): str(value)
        for key, value in found.items()
        if isinstance(value, str | int | float) and value != ""
    }


def _named_by(subject: str) -> str | None:
    found = _SUBJECT.match(subject)
    return found[1] if found else None


def _reason(facts: Mapping[str, str]) -> str | None:
    told = [f"{word} {facts[key]}" for key, word in _TOLD.items() if key in facts]
    return readable(", ".join(told))
