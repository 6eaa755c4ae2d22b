"""Who may do what with which data, what it may cost, and who touched it."""

from aws_cdk import CfnOutput
from constructs import Construct

import config
from config import DataZone, Environment
from constructs_lib.alert_topic import AlertTopic
from constructs_lib.anomaly_monitor import AnomalyMonitor
from constructs_lib.budget import MonthlyBudget
from constructs_lib.cost_tag import CostTag
from constructs_lib.data_events import DataEvents
from constructs_lib.team import Team
from stacks.foundation_stack import FoundationStack
from stacks.platform_stack import ENVIRONMENT_TAG, PlatformStack

_TEAMS_READ = (DataZone.RAW, DataZone.CURATED)
_TEAMS_WRITE = (DataZone.FEATURES, DataZone.MODELS)


class GovernanceStack(PlatformStack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        foundation: FoundationStack,
        budgets: AlertTopic,
    ) -> None:
        """``budgets``: where the job desk hears of them."""
        super().__init__(scope, id, environment=environment)
        self._foundation = foundation
        self._budgets = budgets
        for name, team in environment.teams.items():
            self._add_team(name, team)
        if environment.governance is not None:
            self._add_guard_rails(environment.name, environment.governance)

    def _add_team(self, name: str, team: config.Team) -> None:
        zones = self._foundation.zones
        made = Team(
            self,
            f"{name.title()}Team",
            name=name,
            prefix=team.prefix,
            reads=[zones[zone] for zone in _TEAMS_READ],
            writes=[zones[zone] for zone in _TEAMS_WRITE],
        )
        MonthlyBudget(
            self,
            f"{name.title()}Budget",
            usd=team.budget_usd_per_month,
            tag=made.tag,
            topic=self._foundation.ticket,
            emails=team.emails,
            desk=self._budgets,
        )
        CfnOutput(self, f"{name.title()}Role", value=made.role.role_arn)

    def _add_guard_rails(self, name: str, governance: config.Governance) -> None:
        foundation = self._foundation
        tag = CostTag(key=ENVIRONMENT_TAG, value=name)
        MonthlyBudget(
            self,
            "Budget",
            usd=governance.budget_usd_per_month,
            tag=tag,
            topic=foundation.page,
            desk=self._budgets,
        )
        AnomalyMonitor(
            self,
            "Anomalies",
            name=f"millrace-{name}",
            tag=tag,
            least_usd=governance.anomaly_usd,
            topic=foundation.ticket,
        )
        if governance.data_events:
            DataEvents(
                self,
                "DataEvents",
                buckets=list(foundation.zones.values()),
                logs=foundation.access_logs,
                key=foundation.data_key,
            )
