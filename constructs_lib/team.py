"""A team: its role, its prefix of the zones, and the tag that its costs are counted by."""

from collections.abc import Sequence

from aws_cdk import Duration, Tags
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.cost_tag import CostTag
from constructs_lib.zone import Zone

TEAM_TAG = "millrace:team"


class Team(Construct):
    """Its role is for principals of the account that carry the team's tag, and for no others."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        prefix: str,
        reads: Sequence[Zone],
        writes: Sequence[Zone],
    ) -> None:
        super().__init__(scope, id)
        self.tag = CostTag(key=TEAM_TAG, value=name)
        self.role = iam.Role(
            self,
            "Role",
            description=f"what the team {name} does with its data",
            assumed_by=iam.AccountRootPrincipal().with_conditions(
                {"StringEquals": {f"aws:PrincipalTag/{TEAM_TAG}": name}}
            ),
            max_session_duration=Duration.hours(8),
        )
        for zone in reads:
            zone.grant_read_prefix(self.role, prefix)
        for zone in writes:
            zone.grant_read_write_prefix(self.role, prefix)
        Tags.of(self).add(self.tag.key, self.tag.value)
