"""The private network, with the endpoints that the fleets need."""

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from config import Environment
from constructs_lib.private_network import PrivateNetwork
from stacks.foundation_stack import FoundationStack
from stacks.platform_stack import PlatformStack

_SERVICES = ec2.InterfaceVpcEndpointAwsService
_FLEET_ENDPOINTS = (
    _SERVICES.ECS,
    _SERVICES.ECS_AGENT,
    _SERVICES.ECS_TELEMETRY,
    _SERVICES.ECR,
    _SERVICES.ECR_DOCKER,
    _SERVICES.CLOUDWATCH_LOGS,
)
"""What an instance of AWS Batch talks to besides S3: the ECS agent, the image, the log."""


class NetworkStack(PlatformStack):
    def __init__(
        self, scope: Construct, id: str, *, environment: Environment, foundation: FoundationStack
    ) -> None:
        super().__init__(scope, id, environment=environment)
        self.network = PrivateNetwork(
            self,
            "Network",
            cidr=environment.network.cidr,
            zones=environment.zones,
            endpoints=_FLEET_ENDPOINTS,
            log_key=foundation.logs_key,
            logs_expire=foundation.logs_expire,
        )
