"""What stands in the cells of a table of jobs."""

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text

from millrace.domain.classifying import classify, is_failure
from millrace.domain.job import JobRecord, Kind
from ops.ledger_keys import handle
from ops.ledger_words import duration, took

_LEAST_SHOWN = 0.01


def named(job: JobRecord) -> Text:
    """Its handle, which ``show`` takes, and its name where that says more."""
    own = handle(job.job_id)
    name = job.facts.pipeline if job.kind is Kind.EXECUTION and job.name in own else job.name
    return Text.assemble((own, "bold"), *([f" {name}"] if name and name not in own else []))


def failure(job: JobRecord) -> str:
    """The class of it; nothing where nothing failed."""
    return str(classify(job).cls) if is_failure(job) else ""


def time(job: JobRecord, now: datetime, parts: Sequence[JobRecord] = ()) -> str:
    """What it took; of a job that is open and has not started, how long it has waited."""
    length = took(job, now, parts)
    waits = None if job.state.terminal else now - job.stands_since
    return duration(waits if length is None else length)


def cost(usd: float | None) -> str:
    if usd is None:
        return "-"
    return f"${usd:,.2f}" if usd >= _LEAST_SHOWN or not usd else "<$0.01"
