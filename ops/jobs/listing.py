"""python -m ops.jobs list: the newest jobs that somebody asks for."""

import json
from argparse import Namespace
from collections.abc import Sequence
from itertools import islice

from millrace.domain.job import JobRecord, Kind
from ops.command import show
from ops.jobs.place import Place
from ops.jobs.table import JobsTable, ThingsTable
from ops.jobs.wanted import Wanted, wanted
from ops.ledger import JobLedger
from ops.ledger_json import job_json
from ops.ledger_parts import Parts, parts_of
from ops.ledger_words import many

_MORE = 100
"""Records that are read at a time, where the first few were not those that are asked for."""
_MOST_PARTS = 1000
"""Parts that are read to be counted, of all jobs of a list."""
LIMIT = 20


def list_(asked: Namespace, place: Place) -> int:
    now = place.clock.now()
    which = wanted(asked, by=place.caller() if asked.mine else asked.by, now=now)
    limit = asked.limit or LIMIT
    found = selected(place.ledger, which, limit + 1)
    jobs = found[:limit]
    if asked.json:
        print(json.dumps({"jobs": [job_json(job) for job in jobs]}, indent=2))
    elif not jobs:
        print(_nothing(asked, which))
    else:
        parts = {} if which.things else counted(place.ledger, jobs)
        show(ThingsTable(jobs) if which.things else JobsTable(jobs, now, parts))
        print(_ending(jobs, which, more=len(found) > limit))
    return 0


def selected(ledger: JobLedger, which: Wanted, most: int) -> list[JobRecord]:
    """The newest first, and no more read than needed."""
    keys, few = which.keys(ledger.table), most
    found: list[JobRecord] = []
    while len(found) < most and (some := [*islice(keys, few)]):
        few = _MORE
        records = ledger.table.records(key.job_id for key in some)
        found += [record for record in records if which.takes(record)]
    return found[:most]


def counted(ledger: JobLedger, jobs: Sequence[JobRecord]) -> Parts:
    """Of an array too large to be read for a line, ``show`` counts the children."""
    parts: list[JobRecord] = []
    for job in jobs:
        if job.kind is not Kind.EXECUTION and len(parts) + (job.size or 0) <= _MOST_PARTS:
            parts += ledger.parts(job)
    executions = [job for job in jobs if job.kind is Kind.EXECUTION]
    return parts_of([*parts, *ledger.steps(executions)])


def _nothing(asked: Namespace, which: Wanted) -> str:
    chosen = ("team", "state", "kind", "service", "by")
    narrowed = asked.failed or asked.mine or any(getattr(asked, one) for one in chosen)
    what = "such " if narrowed else ""
    return f"no {what}{'things' if which.things else 'jobs'}{_when(which)}"


def _when(which: Wanted) -> str:
    if which.days is None:
        return " are open" if which.open_only else ""
    first, last = which.days.first, which.days.last
    if first == last:
        return f" of {first} (UTC)"
    return f" of the {(last - first).days + 1} days to {last}; --days looks further back"


def _ending(jobs: Sequence[JobRecord], which: Wanted, *, more: bool) -> str:
    count = many(len(jobs), "thing" if which.things else "job")
    count = f"the newest {count}" if more else count
    hint = "; --limit shows more" if more else ""
    explain = "show <job> tells one's story, why <job> what went wrong"
    return f"{count}{_when(which)}{hint}\npython -m ops.jobs {explain}"
