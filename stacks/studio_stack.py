"""Notebooks for the people of the teams."""

from aws_cdk import CfnOutput, Duration
from constructs import Construct

import config
from config import DataZone, Environment
from constructs_lib.batch.fleet_group import FleetGroup
from constructs_lib.studio.studio import Studio
from stacks.foundation_stack import FoundationStack
from stacks.network_stack import NetworkStack
from stacks.platform_stack import PlatformStack

_READ = (DataZone.RAW, DataZone.CURATED)
_WRITTEN = (DataZone.FEATURES, DataZone.MODELS)


class StudioStack(PlatformStack):
    """A stack of its own: a domain takes minutes to make, and nothing waits for it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        studio: config.Studio,
        foundation: FoundationStack,
        network: NetworkStack,
    ) -> None:
        super().__init__(scope, id, environment=environment)
        vpc = network.network.vpc
        made = Studio(
            self,
            "Studio",
            name=f"millrace-{environment.name}",
            vpc=vpc,
            subnets=network.network.private_subnets,
            security_group=FleetGroup(self, "Apps", vpc=vpc),
            key=foundation.data_key,
            idle=Duration.minutes(studio.idle_minutes),
        )
        roles = {team: made.add_role(team) for team in sorted(set(studio.users.values()))}
        for team, role in roles.items():
            prefix = environment.teams[team].prefix
            for zone in _READ:
                foundation.zones[zone].grant_read_prefix(role, prefix)
            for zone in _WRITTEN:
                foundation.zones[zone].grant_read_write_prefix(role, prefix)
        for user, team in studio.users.items():
            made.add_user(user, team=team, role=roles[team])
        CfnOutput(self, "StudioDomain", value=made.domain.attr_domain_id)
