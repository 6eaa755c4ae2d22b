"""What everything stands on: keys, the zones of the data lake, and the topic that alerts go to."""

from aws_cdk import CfnOutput, Duration, RemovalPolicy
from constructs import Construct

from config import DataZone, Environment
from constructs_lib.access_logs import AccessLogs
from constructs_lib.alert_topic import AlertTopic
from constructs_lib.domain_key import DomainKey
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
        )
        self.zones: dict[DataZone, Zone] = {
            zone: self._zone(zone, environment) for zone in DataZone if zone is not DataZone.LOGS
        }
        self.alerts = AlertTopic(
            self, "Alerts", key=self.messages_key, emails=environment.alerts.emails
        )

        for zone, bucket in [*self.zones.items(), (DataZone.LOGS, self.access_logs)]:
            CfnOutput(self, f"{zone.title()}Bucket", value=bucket.bucket_name)
        CfnOutput(self, "AlertTopic", value=self.alerts.topic_arn)

    def _key(self, id: str, description: str) -> DomainKey:
        return DomainKey(self, id, description=description, removal_policy=self.removal_policy)

    def _zone(self, zone: DataZone, environment: Environment) -> Zone:
        captures = Duration.days(environment.data.captures_expire_days)
        return Zone(
            self,
            zone.title(),
            key=self.data_key,
            access_logs=self.access_logs,
            old_versions_expire=Duration.days(environment.data.old_versions_expire_days),
            expire=captures if zone is DataZone.CAPTURES else None,
            removal_policy=self.removal_policy,
        )
