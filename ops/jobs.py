"""python -m ops.jobs: what became of the jobs, out of the job ledger."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

import boto3

import config
from config import Environment
from millrace.domain.job import State
from ops.command import count, run, show
from ops.ledger import JobLedger
from ops.ledger_json import job_json
from ops.ledger_parts import parts_of
from ops.ledger_story import story
from ops.ledger_table import jobs_table
from ops.session import RefusalError, aws_session, in_plain_words
from ops.stack_outputs import stack_output

Connect: TypeAlias = Callable[[Environment], boto3.Session]


def main(argv: Sequence[str] | None = None, *, connect: Connect = aws_session) -> int:
    asked = _asked(argv)
    environment = config.load_or_exit(asked.environment)
    try:
        with in_plain_words(environment):
            ledger = _ledger(environment, connect(environment))
            show_job(asked, ledger) if asked.word == "show" else show_jobs(asked, ledger)
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


def show_jobs(asked: argparse.Namespace, ledger: JobLedger) -> None:
    known = ledger.jobs()
    with_parts = asked.parts or asked.json or asked.state
    jobs = [
        job for job in known if asked.state in (None, job.state) and (with_parts or not job.parent)
    ]
    newest = jobs[: asked.limit]
    if asked.json:
        print(json.dumps({"jobs": [job_json(job) for job in newest]}, indent=2))
    elif not jobs:
        print("no such jobs in the ledger" if asked.state else "no jobs in the ledger yet")
    else:
        show(jobs_table(newest, now=datetime.now(UTC), parts=parts_of(known)))
        print(f"{len(newest)} of {len(jobs)} jobs; python -m ops.jobs show <job> tells one's story")


def show_job(asked: argparse.Namespace, ledger: JobLedger) -> None:
    job = ledger.job(asked.job)
    if asked.json:
        print(json.dumps(job_json(job), indent=2))
    else:
        show(story(job, now=datetime.now(UTC), parts=ledger.parts(job)))


def _ledger(environment: Environment, session: boto3.Session) -> JobLedger:
    table = stack_output(session, environment, "Events", "LedgerTable")
    return JobLedger(session.client("dynamodb"), table=table)


def _asked(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.jobs", description=__doc__)
    parser.add_argument("word", nargs="?", choices=("list", "show"), default="list")
    parser.add_argument("job", nargs="?", help="for show: a job's id, or how it begins")
    parser.add_argument("--environment", default="local", help="default: local")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument(
        "--state", type=str.upper, choices=[*map(str, State)], help="only jobs in this state"
    )
    parser.add_argument(
        "--parts",
        action="store_true",
        help="with children of arrays and nodes, as --state and --json are",
    )
    parser.add_argument("--limit", type=count, default=20, help="the newest so many (20)")
    asked = parser.parse_intermixed_args(argv)
    if (asked.word == "show") != (asked.job is not None):
        parser.error("show needs a job's id, or how it begins; list takes none")
    return asked


if __name__ == "__main__":
    run(main)
