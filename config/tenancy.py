"""Whether teams keep out of each other's data, and within the environment's means."""

from collections.abc import Iterator
from itertools import combinations

from config.errors import RefusedError
from config.jobs import Job
from config.prefixes import overlap
from config.processing import ProcessingJob
from config.training import TrainingJob
from config.whole import Broken, Whole, jobs, sound
from config.words import unknown

NOBODYS_SHARE = "shared"


def trespassing_teams(whole: Whole) -> Broken:
    """A team may read and write all below its prefix, in every zone."""
    teams = list(sound(whole.teams))
    for (first, there), (second, here) in combinations(teams, 2):
        if overlap(there.prefix, here.prefix):
            wrong = f"is not apart from that of teams.{first} ({there.prefix})"
            yield ("teams", second, "prefix"), RefusedError(wrong)
    for name, team in teams:
        for (kind, job_name), job in jobs(whole):
            kept = next((p for p in _prefixes(job_name, job) if overlap(p, team.prefix)), None)
            if kept and job.team != name:
                wrong = f"{kind}.{job_name} of another team keeps data there ({kept})"
                yield ("teams", name, "prefix"), RefusedError(wrong)


def _prefixes(name: str, job: Job) -> Iterator[str]:
    """Where it writes, and where the data lies that it trains on."""
    if isinstance(job, TrainingJob):
        yield name
        yield job.workload or name
        if job.checkpoints:
            yield job.checkpoints.prefix
    if isinstance(job, ProcessingJob):
        yield from (target.prefix for target in job.writes)


def jobs_of_nobody(whole: Whole) -> Broken:
    if "teams" in whole.unread:
        return
    teams = whole.teams or {}
    for where, job in jobs(whole):
        if job.team is not None and job.team not in teams:
            yield (*where, "team"), unknown("team", job.team, teams)


def team_of_nobody(whole: Whole) -> Broken:
    """Jobs without a team have a share too, by that name."""
    for name, _ in sound(whole.teams):
        if name == NOBODYS_SHARE:
            wrong = "is the share of jobs without a team"
            yield ("teams", name), RefusedError(wrong, allowed="another name")


def spendthrift_teams(whole: Whole) -> Broken:
    if whole.governance:
        most = whole.governance.budget_usd_per_month
        for name, team in sound(whole.teams):
            if team.budget_usd_per_month > most:
                wrong = "is more than governance.budget_usd_per_month, the whole environment's"
                where = ("teams", name, "budget_usd_per_month")
                yield where, RefusedError(wrong, allowed=f"at most {most}")
