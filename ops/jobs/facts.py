"""What a job is: the lines at the head of its story, those alone of which something is known."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from millrace.domain.job import JobRecord, Kind, State
from ops.jobs.cells import cost, failure
from ops.jobs.chain import Chain
from ops.ledger_parts import called, tally
from ops.ledger_words import duration, kind, many, short, took

_FORMAT = "%Y-%m-%d %H:%M:%S UTC"


def facts(
    job: JobRecord, *, now: datetime, parts: Sequence[JobRecord], chain: Chain
) -> dict[str, str]:
    told = (*_whose(job), *_part_of(job, chain), *_where(job), *_course(job, now, parts))
    return {name: value for name, value in told if value}


def _whose(job: JobRecord) -> Iterator[tuple[str, str | None]]:
    known = job.facts
    yield "kind", "" if job.kind is Kind.SINGLE else kind(job)
    yield "team", known.team
    yield "submitted by", known.submitted_by


def _part_of(job: JobRecord, chain: Chain) -> Iterator[tuple[str, str | None]]:
    yield "pipeline", job.facts.pipeline
    yield "part of", job.facts.belongs_to or job.parent
    yield "in place of", " <- ".join(reversed(chain.before))
    yield "continued by", " -> ".join(chain.after)


def _where(job: JobRecord) -> Iterator[tuple[str, str | None]]:
    yield "queue", short(job.queue)
    yield "definition", short(job.definition)
    yield "machine", ", ".join(_machine(job))


def _machine(job: JobRecord) -> Iterator[str]:
    known = job.facts
    if known.instance_type:
        yield f"{known.instances or 1} x {known.instance_type}"
    for count, what in ((known.vcpus, "vCPU"), (known.gpus, "GPU")):
        if count:
            yield many(count, what)
    if known.memory_mib:
        yield f"{known.memory_mib:,} MiB"
    if known.on_spot is not None:
        yield "spot" if known.on_spot else "on-demand"


def _course(
    job: JobRecord, now: datetime, parts: Sequence[JobRecord]
) -> Iterator[tuple[str, str | None]]:
    length = took(job, now, parts)
    going = not job.state.terminal and not job.kind.endless
    yield "status", job.facts.status if job.facts.status != job.state.capitalize() else ""
    yield "submitted", f"{job.submitted_at:{_FORMAT}}" if job.submitted_at else ""
    yield "took", f"{duration(length)}{' so far' if going else ''}" if length is not None else ""
    yield "waits", f"{duration(now - job.stands_since)}" if going and length is None else ""
    yield "cost", f"{cost(job.usd)} by list prices" if job.usd is not None else ""
    yield "deadline", _deadline(job, now) if job.facts.deadline else ""
    yield "failure", failure(job)
    yield "reason", job.state_reason
    yield called(job), tally(job, parts).partition(": ")[2] if parts else ""


def _deadline(job: JobRecord, now: datetime) -> str:
    deadline, work = job.facts.deadline, job.facts.work_minutes
    if deadline is None:
        return ""
    estimated = f", {duration(timedelta(minutes=work))} of work" if work else ""
    if job.state is State.SUCCEEDED:
        is_late = job.updated_at > deadline
        return f"{deadline:{_FORMAT}}, {'missed' if is_late else 'kept'}{estimated}"
    left = deadline - now
    when = f"in {duration(left)}" if left > timedelta(0) else f"{duration(-left)} ago"
    return f"{deadline:{_FORMAT}}, {when}{estimated}"
