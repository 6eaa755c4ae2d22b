"""Whether teams keep out of each other's data, and within the environment's means."""

from collections.abc import Iterator
from itertools import combinations

from config.errors import RefusedError
from config.prefixes import overlap
from config.training import TrainingJob
from config.whole import Broken, Whole, sound
from config.words import unknown


def trespassing_teams(whole: Whole) -> Broken:
    """A team may read and write all below its prefix, in every zone."""
    teams = list(sound(whole.teams))
    for (first, there), (second, here) in combinations(teams, 2):
        if overlap(there.prefix, here.prefix):
            wrong = f"is not apart from that of teams.{first} ({there.prefix})"
            yield ("teams", second, "prefix"), RefusedError(wrong)
    for name, team in teams:
        for job_name, job in sound(whole.training):
            kept = next((p for p in _prefixes(job_name, job) if overlap(p, team.prefix)), None)
            if kept and job.team != name:
                wrong = f"training.{job_name} of another team keeps data there ({kept})"
                yield ("teams", name, "prefix"), RefusedError(wrong)


def _prefixes(name: str, job: TrainingJob) -> Iterator[str]:
    yield name
    if job.checkpoints:
        yield job.checkpoints.prefix


def jobs_of_nobody(whole: Whole) -> Broken:
    if "teams" in whole.unread:
        return
    teams = whole.teams or {}
    for name, job in sound(whole.training):
        if job.team is not None and job.team not in teams:
            yield ("training", name, "team"), unknown("team", job.team, teams)


def spendthrift_teams(whole: Whole) -> Broken:
    if whole.governance:
        most = whole.governance.budget_usd_per_month
        for name, team in sound(whole.teams):
            if team.budget_usd_per_month > most:
                wrong = "is more than governance.budget_usd_per_month, the whole environment's"
                where = ("teams", name, "budget_usd_per_month")
                yield where, RefusedError(wrong, allowed=f"at most {most}")
