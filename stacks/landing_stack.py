"""The door of the raw zone: uploads are checked before they are let in."""

from aws_cdk import Size
from constructs import Construct

import config
from config import DataZone, Environment
from constructs_lib.landing import Landing, LandingRules
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformLayer
from stacks.foundation_stack import FoundationStack
from stacks.platform_stack import PlatformStack


class LandingStack(PlatformStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        landing: config.Landing,
        foundation: FoundationStack,
    ) -> None:
        super().__init__(scope, id, environment=environment)
        Landing(
            self,
            "Landing",
            zone=foundation.zones[DataZone.RAW],
            rules=LandingRules(
                largest=Size.mebibytes(landing.largest_mib),
                types=[str(type_) for type_ in landing.types],
                prefixes=_prefixes(environment, landing),
                schemas=landing.schemas,
            ),
            tickets=foundation.ticket,
            messages_key=foundation.messages_key,
            layer=PlatformLayer(self, "Packages"),
            log_group=PlatformLogGroup(
                self, "CheckLandingLogs", key=foundation.logs_key, expire=foundation.logs_expire
            ),
        )


def _prefixes(environment: Environment, landing: config.Landing) -> list[str]:
    """Of the teams and the training jobs, and those that a schema is given for."""
    teams = {team.prefix for team in environment.teams.values()}
    return sorted({*teams, *environment.training, *landing.schemas})
