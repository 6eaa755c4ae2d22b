"""The two functions that pipelines call: who is the champion, and who has to know."""

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.alert_topic import AlertTopic
from constructs_lib.domain_key import DomainKey
from constructs_lib.platform_function import PlatformFunction, PlatformLayer
from constructs_lib.training.model_group import ModelGroup
from constructs_lib.zone import Zone

_TIMEOUT = Duration.seconds(30)


class _RegistryFunction(PlatformFunction):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        handler: str,
        description: str,
        settings: dict[str, str],
        layer: PlatformLayer,
        log_group: logs.ILogGroup,
        key: DomainKey,
    ) -> None:
        super().__init__(
            scope,
            id,
            handler=handler,
            description=description,
            settings=settings,
            layer=layer,
            timeout=_TIMEOUT,
            log_group=log_group,
            key=key,
        )

    def add_group(self, group: ModelGroup) -> None:
        """Models of which it may be asked."""
        group.grant_read(self)


class FindChampion(_RegistryFunction):
    """Answers ``model_uri``, ``transform_uri`` and ``package_arn``, each ``none`` without one."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        layer: PlatformLayer,
        log_group: logs.ILogGroup,
        key: DomainKey,
    ) -> None:
        super().__init__(
            scope,
            id,
            handler="find_champion",
            description="finds the newest approved model of a group",
            settings={},
            layer=layer,
            log_group=log_group,
            key=key,
        )


class TellOutcome(_RegistryFunction):
    """Opens a ticket for each model that waits: its metrics, and the command that approves it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        topic: AlertTopic,
        layer: PlatformLayer,
        log_group: logs.ILogGroup,
        key: DomainKey,
    ) -> None:
        """``key``: of the topic as well."""
        super().__init__(
            scope,
            id,
            handler="tell_outcome",
            description="tells that a model waits for approval",
            settings={"TICKETS_TOPIC": topic.topic_arn},
            layer=layer,
            log_group=log_group,
            key=key,
        )
        iam.Grant.add_to_principal(
            grantee=self, actions=["sns:Publish"], resource_arns=[topic.topic_arn]
        )
        key.grant_use(self)

    def add_reports(self, zone: Zone, prefix: str) -> None:
        """Evaluations that it may quote."""
        zone.grant_read_prefix(self, prefix)
