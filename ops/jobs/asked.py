"""The words of the command line."""

import argparse
from collections.abc import Sequence

from millrace.domain.job import Kind, Service, State
from ops.command import count
from ops.jobs.days import day

_DESCRIPTION = "What became of the jobs, out of the job ledger."
_WORDS = ("list", "show", "why", "watch")
_ONE_JOB = ("show", "why")
_WATCHED = ("--team", "--by", "--mine")
_LISTED = ("--state", "--failed", "--day", "--days", "--kind", "--service", "--things", "--parts")


def asked(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.jobs", description=_DESCRIPTION)
    parser.add_argument("word", nargs="?", choices=_WORDS, default="list", help="list (default)")
    parser.add_argument("job", nargs="?", help="for show and why: a job's id, or how it begins")
    parser.add_argument("--environment", default="local", help="default: local")
    parser.add_argument("--json", action="store_true", help="for programs")
    _which_jobs(parser.add_argument_group("which jobs; watch takes --team, --by and --mine"))
    said = parser.parse_intermixed_args(argv)
    if (said.word in _ONE_JOB) != (said.job is not None):
        words = " and ".join(_ONE_JOB)
        parser.error(f"{words} need a job's id, or how it begins; list and watch take none")
    refused = {
        "list": (),
        "watch": (*_LISTED, "--limit", "--json"),
        "show": (*_LISTED, *_WATCHED, "--limit"),
        "why": (*_LISTED, *_WATCHED, "--limit"),
    }
    for option in refused[said.word]:
        if getattr(said, option.removeprefix("--")) not in (None, False):
            parser.error(f"{said.word} takes no {option}; list does")
    return said


def _which_jobs(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--team", help="only jobs of this team")
    group.add_argument("--kind", type=str.lower, choices=[*map(str, Kind)], help="only this kind")
    group.add_argument("--service", type=str.lower, choices=[*map(str, Service)], help="only of it")
    ends = group.add_mutually_exclusive_group()
    ends.add_argument(
        "--state", type=str.upper, choices=[*map(str, State)], help="only jobs in this state"
    )
    ends.add_argument("--failed", action="store_true", help="only what has failed")
    people = group.add_mutually_exclusive_group()
    people.add_argument("--by", metavar="NAME", help="only jobs that this person submitted")
    people.add_argument("--mine", action="store_true", help="only jobs that you submitted")
    days = group.add_mutually_exclusive_group()
    days.add_argument("--day", type=day, help="opened on it: 2026-11-16, today or yesterday (UTC)")
    days.add_argument("--days", type=count, help="opened in the last so many days (14)")
    group.add_argument(
        "--things", action="store_true", help="endpoints, packages, alarms, instances"
    )
    group.add_argument(
        "--parts",
        action="store_true",
        help="with children of arrays, nodes and steps, as --state and --json are",
    )
    group.add_argument("--limit", type=count, help="the newest so many (20)")
