"""Features that models share, and the files that they come from."""

from aws_cdk import CfnOutput, Tags
from constructs import Construct

import config
from config import Environment
from constructs_lib.features.feature_group import FeatureGroup, FeatureSchema, FeatureType
from constructs_lib.features.feature_ingestion import FeatureIngestion
from constructs_lib.ids import id_of
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformLayer
from constructs_lib.team import TEAM_TAG
from stacks.foundation_stack import FoundationStack
from stacks.platform_stack import PlatformStack


class FeaturesStack(PlatformStack):
    def __init__(
        self, scope: Construct, id: str, *, environment: Environment, foundation: FoundationStack
    ) -> None:
        super().__init__(scope, id, environment=environment)
        self._environment = environment.name
        self._foundation = foundation
        self._packages = PlatformLayer(self, "Packages")
        for name, group in environment.feature_groups.items():
            self._add(name, group)

    def _add(self, name: str, group: config.FeatureGroup) -> None:
        foundation, its = self._foundation, id_of(name)
        made = FeatureGroup(
            self,
            f"{its}Features",
            name=f"millrace-{self._environment}-{name}",
            schema=_schema(group),
            zone=foundation.zones[config.DataZone.FEATURES],
            prefix=f"feature-store/{name}",
            online=group.online,
            removal_policy=foundation.removal_policy,
        )
        FeatureIngestion(
            self,
            f"{its}Ingestion",
            group=made,
            zone=foundation.zones[group.source.zone],
            source=group.source.prefix,
            tickets=foundation.ticket,
            messages_key=foundation.messages_key,
            layer=self._packages,
            log_group=PlatformLogGroup(
                self, f"{its}Logs", key=foundation.logs_key, expire=foundation.logs_expire
            ),
        )
        if group.team is not None:
            Tags.of(made).add(TEAM_TAG, group.team)
        CfnOutput(self, f"{its}Group", value=made.group_name)


def _schema(group: config.FeatureGroup) -> FeatureSchema:
    return FeatureSchema(
        record_id=group.record_id,
        event_time=group.event_time,
        features={name: FeatureType(kind.title()) for name, kind in group.features.items()},
    )
