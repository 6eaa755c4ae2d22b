"""What everything stands on: keys, the zones of the data lake, registries, and the two topics."""

from aws_cdk import CfnOutput, Duration, RemovalPolicy
from constructs import Construct

from config import DataZone, Environment, Recipients
from constructs_lib.access_logs import AccessLogs
from constructs_lib.alert_topic import AlertTopic
from constructs_lib.chat import Chat, SlackChannel
from constructs_lib.domain_key import DomainKey
from constructs_lib.ids import id_of
from constructs_lib.registries import Registries
from constructs_lib.zone import Zone
from stacks.platform_stack import PlatformStack


class FoundationStack(PlatformStack):
    def __init__(self, scope: Construct, id: str, *, environment: Environment) -> None:
        super().__init__(
            scope,
            id,
            environment=environment,
            termination_protection=not environment.data.deletable,
        )
        self._environment = environment
        self.removal_policy = (
            RemovalPolicy.DESTROY if environment.data.deletable else RemovalPolicy.RETAIN
        )
        self.logs_expire = Duration.days(environment.data.logs_expire_days)
        self.data_key = self._key("DataKey", "what the zones and the job ledger hold")
        self.messages_key = self._key("MessagesKey", "events in queues, and alerts")
        self.messages_key.allow_service("events.amazonaws.com")
        self.logs_key = self._key("LogsKey", "log groups")
        self.logs_key.allow_logs()

        self.access_logs = AccessLogs(
            self,
            "Logs",
            expire=self.logs_expire,
            removal_policy=self.removal_policy,
            auto_delete=environment.data.deletable,
        )
        self.zones: dict[DataZone, Zone] = {
            zone: self._zone(zone) for zone in DataZone if zone is not DataZone.LOGS
        }
        self.page = self._topic("Alerts", environment.alerts.page)
        self.ticket = self._topic("Tickets", environment.alerts.ticket)
        self.registries = Registries(
            self,
            "Registries",
            repositories=environment.repositories,
            caches={f"{environment.name}-{one}": one.registry for one in environment.pull_through},
            key=self.data_key,
            removal_policy=self.removal_policy,
        )

        for zone, bucket in [*self.zones.items(), (DataZone.LOGS, self.access_logs)]:
            CfnOutput(self, f"{zone.title()}Bucket", value=bucket.bucket_name)
        for name, repository in self.registries.repositories.items():
            CfnOutput(self, f"{id_of(name)}Repository", value=repository.repository_uri)
        CfnOutput(self, "AlertTopic", value=self.page.topic_arn)
        CfnOutput(self, "TicketTopic", value=self.ticket.topic_arn)

    def _key(self, id: str, description: str) -> DomainKey:
        return DomainKey(self, id, description=description, removal_policy=self.removal_policy)

    def _zone(self, zone: DataZone) -> Zone:
        data = self._environment.data
        is_captures = zone is DataZone.CAPTURES
        tier_after = None if is_captures else data.tier_after_days
        return Zone(
            self,
            zone.title(),
            key=self.data_key,
            access_logs=self.access_logs,
            old_versions_expire=Duration.days(data.old_versions_expire_days),
            expire=Duration.days(data.captures_expire_days) if is_captures else None,
            tier_after=Duration.days(tier_after) if tier_after else None,
            removal_policy=self.removal_policy,
            auto_delete=data.deletable,
        )

    def _topic(self, id: str, recipients: Recipients) -> AlertTopic:
        topic = AlertTopic(self, id, key=self.messages_key, emails=recipients.emails)
        if recipients.slack is not None:
            slack = SlackChannel(
                workspace=recipients.slack.workspace, channel=recipients.slack.channel
            )
            name = f"{self.stack_name}-{id}"
            Chat(self, f"{id}Chat", name=name, slack=slack, topics=[topic])
        return topic
