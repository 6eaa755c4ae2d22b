"""A stack of one environment: named after it, in its account, with its tags."""

import aws_cdk as cdk
from constructs import Construct

from config import Environment
from constructs_lib.permissions_boundary import PermissionsBoundary
from constructs_lib.platform_function import reserve_concurrency

ENVIRONMENT_TAG = "millrace:environment"


class PlatformStack(cdk.Stack):
    """``id`` is the part of the platform: Foundation becomes Millrace-dev-Foundation."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        termination_protection: bool = False,
        assets_below: str = "",
    ) -> None:
        """``assets_below``: where in the bucket of assets those of the stack lie."""
        super().__init__(
            scope,
            f"Millrace-{environment.name}-{id}",
            env=cdk.Environment(account=environment.account, region=environment.region),
            tags={ENVIRONMENT_TAG: environment.name},
            termination_protection=termination_protection,
            synthesizer=cdk.DefaultStackSynthesizer(bucket_prefix=assets_below),
        )
        self._zones_of_the_file = environment.zones
        governance = environment.governance
        if governance is not None and governance.reserve_concurrency:
            reserve_concurrency(self)
        if governance is not None and governance.permissions_boundary is not None:
            PermissionsBoundary(self, "Boundary", policy=governance.permissions_boundary)

    @property
    def availability_zones(self) -> list[str]:
        """Those of the file: the CDK would look them up in the account."""
        return list(self._zones_of_the_file)
