"""The room of the job desk: what its functions have in common."""

from collections.abc import Mapping

from aws_cdk import Duration, Stack
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.desk.rights import Looking, Moving, Reporting
from constructs_lib.domain_key import DomainKey
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.platform_function import PlatformFunction, PlatformLayer


class Room:
    """Its log groups stand beside what writes them, in the stack: runbooks find them by name."""

    def __init__(
        self,
        stack: Stack,
        *,
        environment: str,
        key: DomainKey,
        logs_key: DomainKey,
        logs_expire: Duration,
    ) -> None:
        """``key``: of messages."""
        self.environment = environment
        self.key = key
        self.layer = PlatformLayer(stack, "Packages")
        self.reporting = Reporting(stack, "Reporting")
        self.looking = Looking(stack, "Looking")
        self.moving = Moving(stack, "Moving")
        self._stack, self._logs_key, self._logs_expire = stack, logs_key, logs_expire

    def log_group(self, id: str) -> logs.ILogGroup:
        return PlatformLogGroup(self._stack, id, key=self._logs_key, expire=self._logs_expire)


class DeskFunction(PlatformFunction):
    """Traced, and able to tell what it counts."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        room: Room,
        handler: str,
        description: str,
        settings: Mapping[str, str],
        timeout: Duration,
    ) -> None:
        super().__init__(
            scope,
            id,
            handler=handler,
            description=description,
            settings=settings,
            layer=room.layer,
            timeout=timeout,
            log_group=room.log_group(f"{id}Logs"),
            key=room.key,
        )
        self.execution_role.add_managed_policy(room.reporting)
        self.trace()
