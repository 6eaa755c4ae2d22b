"""python -m ops.jobs show: one job's story, with what became of it and where its log is."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

from millrace.domain.classifying import is_failure
from millrace.domain.job import JobRecord, Kind
from ops.command import show
from ops.jobs.chain import Chain
from ops.jobs.logs import logs_of
from ops.jobs.place import Place
from ops.jobs.story import Story
from ops.ledger import JobLedger
from ops.ledger_json import job_json


def show_(asked: Namespace, place: Place) -> int:
    job = found(asked, place)
    if asked.json:
        print(json.dumps(job_json(job), indent=2))
        return 0
    chain = Chain.of(job, place.ledger)
    story = Story(job=job, now=place.clock.now(), parts=parts(job, place.ledger), chain=chain)
    show(story.told)
    for line in _to_copy(job, place):
        print(line)
    return 0


def _to_copy(job: JobRecord, place: Place) -> Iterator[str]:
    """Lines of their own, which nothing breaks."""
    for log in logs_of(job, place.session):
        of = f" of attempt {log.attempt}" if log.attempt else ""
        yield f"\nlog{of}: {log.group}  {log.stream or log.begins or ''}".rstrip()
        yield f"  {log.command(place.endpoint)}"
    if is_failure(job):
        yield f"\nwhy, and what to do:\n  python -m ops.jobs why {job.job_id}{place.on}"


def found(asked: Namespace, place: Place) -> JobRecord:
    return place.ledger.job(asked.job, tell=lambda sentence: print(sentence, file=sys.stderr))


def parts(job: JobRecord, ledger: JobLedger) -> Sequence[JobRecord]:
    if job.kind is Kind.EXECUTION:
        return ledger.steps([job])
    if job.kind is Kind.TUNING:
        return ledger.trainings(job)
    return ledger.parts(job)
