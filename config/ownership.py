"""Whether what a team owns on SageMaker is of a team, and keeps to its data and its budget."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.errors import RefusedError, Where
from config.locations import Location
from config.prefixes import overlap
from config.teams import Team
from config.whole import Broken, Whole, sound
from config.words import unknown


@dataclass(frozen=True)
class _Owned:
    where: Where
    team: str | None
    places: dict[str, Location]
    """By the key that names each."""
    max_usd: float = 0


def _owned(whole: Whole) -> Iterator[_Owned]:
    for name, pipeline in sound(whole.pipelines):
        data = {"data": pipeline.data}
        yield _Owned(("pipelines", name), pipeline.team, data, pipeline.max_usd)
    for name, group in sound(whole.feature_groups):
        yield _Owned(("feature_groups", name), group.team, {"source": group.source})
    for name, labelling in sound(whole.labelling):
        places = {"reads": labelling.reads, "writes": labelling.writes}
        yield _Owned(("labelling", name), labelling.team, places, labelling.max_usd)


def owned_by_nobody(whole: Whole) -> Broken:
    teams = whole.teams or {}
    for owned in _owned(whole):
        if "teams" not in whole.unread and owned.team is not None and owned.team not in teams:
            yield (*owned.where, "team"), unknown("team", owned.team, teams)


def users_of_nobody(whole: Whole) -> Broken:
    if whole.studio and "teams" not in whole.unread:
        teams = whole.teams or {}
        for user, team in whole.studio.users.items():
            if team not in teams:
                yield ("studio", "users", user), unknown("team", team, teams)


def data_of_others(whole: Whole) -> Broken:
    """A team keeps what is below its prefix to itself, in every zone."""
    teams = dict(sound(whole.teams))
    for owned in _owned(whole):
        if owned.team is not None and owned.team not in teams:
            continue
        for key, place in owned.places.items():
            other = _other_owner(place, owned.team, teams)
            if other:
                whose = f"of team {owned.team}" if owned.team else "of no team"
                wrong = f"is data of team {other} ({teams[other].prefix}), and this is {whose}"
                yield (*owned.where, key), RefusedError(wrong)


def _other_owner(place: Location, team: str | None, teams: Mapping[str, Team]) -> str:
    """Where two teams have one prefix, that is told of the teams."""
    if team is not None and f"{place.prefix}/".startswith(f"{teams[team].prefix}/"):
        return ""
    return next((name for name in teams if overlap(place.prefix, teams[name].prefix)), "")


def spendthrift_runs(whole: Whole) -> Broken:
    """One run may not be accepted for more than there is for a month."""
    budgets = {name: team.budget_usd_per_month for name, team in sound(whole.teams)}
    for owned in _owned(whole):
        whose, budget = f"teams.{owned.team}", budgets.get(owned.team or "")
        if budget is None and whole.governance:
            whose, budget = "governance", whole.governance.budget_usd_per_month
        if budget is not None and owned.max_usd > budget:
            wrong = f"is more than {whose}.budget_usd_per_month"
            yield (*owned.where, "max_usd"), RefusedError(wrong, allowed=f"at most {budget}")
