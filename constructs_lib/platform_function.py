"""A Lambda function of the platform: its code, its log group, and exactly the settings it reads."""

from collections.abc import Mapping
from pathlib import Path

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from constructs_lib.dead_letters import DeadLetters
from constructs_lib.domain_key import DomainKey
from constructs_lib.findings import accept
from constructs_lib.mistakes import MistakeError
from constructs_lib.settings_size import refuse_long

_ROOT = Path(__file__).parents[1]
_SOURCE = _ROOT / "lambda"
_LAYER = _ROOT / "build" / "layer"


_AT_ONCE = 5
"""More than any of our event sources runs at a time, and little of an account's thousand."""
_RESERVES = "millrace:reserve-concurrency"
_CAPPED = (
    "the environment file reserves none: a reservation takes from the account's pool, which is too "
    "small for it in a new account"
)
_ANSWERED = {
    "NIST.800.53.R5::NIST.800.53.R5-LambdaConcurrency": _CAPPED,
    "checkov::CKV_AWS_115": _CAPPED,
}


def reserve_concurrency(scope: Construct) -> None:
    """For functions that are made in it from now on: others cannot starve them, nor they others."""
    scope.node.set_context(_RESERVES, value=True)


class LayerNotBuiltError(MistakeError):
    """The functions' third-party packages are not there to be packed."""


class PlatformLayer(lambda_.LayerVersion):
    """The third-party packages of the functions, as ``make install`` unpacked them."""

    def __init__(self, scope: Construct, id: str) -> None:
        if not _LAYER.is_dir():
            raise LayerNotBuiltError(
                "the Lambda layer is not built: build/layer does not exist; run `make install`"
            )
        super().__init__(
            scope,
            id,
            code=lambda_.Code.from_asset(
                str(_LAYER), exclude=["**/__pycache__", "python/bin", "python/.lock"]
            ),
            compatible_runtimes=[lambda_.Runtime.PYTHON_3_14],
        )


class PlatformFunction(lambda_.Function):
    """``handler`` names a module of ``millrace.handlers``."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        handler: str,
        description: str,
        settings: Mapping[str, str],
        layer: PlatformLayer,
        timeout: Duration,
        log_group: logs.ILogGroup,
        key: DomainKey,
    ) -> None:
        refuse_long(scope, id, settings)
        role = iam.Role(scope, f"{id}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        log_group.grant_write(role)
        key.grant_decrypt(role)
        reserves = bool(scope.node.try_get_context(_RESERVES))
        super().__init__(
            scope,
            id,
            reserved_concurrent_executions=_AT_ONCE if reserves else None,
            runtime=lambda_.Runtime.PYTHON_3_14,
            architecture=lambda_.Architecture.X86_64,
            code=lambda_.Code.from_asset(
                str(_SOURCE), exclude=["**/__pycache__", "requirements.*"]
            ),
            handler=f"millrace.handlers.{handler}.handler",
            description=description,
            environment=dict(settings),
            environment_encryption=key,
            layers=[layer],
            memory_size=256,
            timeout=timeout,
            log_group=log_group,
            logging_format=lambda_.LoggingFormat.JSON,
            role=role,
        )
        self.execution_role = role
        if not reserves:
            for finding, reason in _ANSWERED.items():
                accept(self, finding, because=reason)

    def add_dead_letters(self, letters: DeadLetters) -> None:
        """For what it fails at while nobody waits for its answer: a schedule's call, or a person's.

        What a queue brings goes back into that queue, and from there to the dead letters of it.
        """
        resource = self._resource
        resource.dead_letter_config = lambda_.CfnFunction.DeadLetterConfigProperty(
            target_arn=letters.queue_arn
        )
        letters.grant_send(self)
        # Lambda refuses a function whose role may not send there yet.
        resource.node.add_dependency(self.execution_role)

    def run_alone(self) -> None:
        """Never twice at once, where the file reserves concurrency."""
        if self._resource.reserved_concurrent_executions is not None:
            self._resource.reserved_concurrent_executions = 1

    def trace(self) -> None:
        """Its role needs the right to: the CDK would grant it once more to each."""
        self._resource.tracing_config = lambda_.CfnFunction.TracingConfigProperty(mode="Active")

    @property
    def _resource(self) -> lambda_.CfnFunction:
        resource = self.node.default_child
        if not isinstance(resource, lambda_.CfnFunction):
            raise TypeError(f"{self.node.path} is made of {type(resource).__name__}")
        return resource
