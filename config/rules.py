"""What must hold between the parts of an environment."""

from itertools import chain

from config.addresses import cramped_network
from config.arrivals import foreign_arns, schemas_of_nothing
from config.caps import wrong_caps, wrong_wages
from config.catalogue import regions
from config.doors import closed_doors
from config.errors import RefusedError
from config.naming import ids_made_twice, names_given_twice, outputs_made_twice
from config.ownership import (
    data_of_others,
    owned_by_nobody,
    spendthrift_runs,
    users_of_nobody,
)
from config.placement import (
    idle_efa,
    idle_gpus,
    misplaced_jobs,
    missing_offers,
    shared_checkpoints,
    unmountable,
)
from config.production import careless_production
from config.repetitions import repetitions
from config.reserved import mixed_labels, trodden_places
from config.taken import taken_channels, taken_prefixes, taken_repositories, taken_sources
from config.tenancy import jobs_of_nobody, spendthrift_teams, team_of_nobody, trespassing_teams
from config.whole import Broken, Whole
from config.words import listed, nearest

_RULES = (
    repetitions,
    careless_production,
    cramped_network,
    missing_offers,
    wrong_caps,
    wrong_wages,
    idle_gpus,
    idle_efa,
    misplaced_jobs,
    unmountable,
    shared_checkpoints,
    names_given_twice,
    outputs_made_twice,
    ids_made_twice,
    trespassing_teams,
    jobs_of_nobody,
    team_of_nobody,
    spendthrift_teams,
    owned_by_nobody,
    users_of_nobody,
    data_of_others,
    spendthrift_runs,
    trodden_places,
    mixed_labels,
    closed_doors,
    schemas_of_nothing,
    foreign_arns,
    taken_prefixes,
    taken_sources,
    taken_repositories,
    taken_channels,
)


def broken_rules(whole: Whole) -> Broken:
    return chain(_foreign_zones(whole), *(rule(whole) for rule in _RULES))


def _foreign_zones(whole: Whole) -> Broken:
    if whole.region is None:
        return
    there = regions()[whole.region].zones
    for position, zone in enumerate(whole.zones or ()):
        if zone not in there:
            yield (
                ("zones", position),
                RefusedError(
                    f"no zone of {whole.region}",
                    allowed=listed(there),
                    instead=nearest(zone, there),
                ),
            )
