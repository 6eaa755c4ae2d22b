"""The private network, with the endpoints that the fleets need."""

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from config import Egress, EndpointZones, Environment
from constructs_lib import egress
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
            endpoints=_endpoints(environment),
            log_key=foundation.logs_key,
            logs_expire=foundation.logs_expire,
            egress=_egress(environment),
            endpoint_zones=1 if environment.network.endpoint_zones is EndpointZones.ONE else None,
        )
        self.file_clients = self._file_clients() if environment.file_stores else None

    def _file_clients(self) -> ec2.SecurityGroup:
        """Who is in it may mount: here, so that no fleet has to wait until a file store is made."""
        return ec2.SecurityGroup(
            self,
            "FileClients",
            vpc=self.network.vpc,
            description="Jobs of any kind that mount the file stores",
            allow_all_outbound=False,
        )


def _endpoints(environment: Environment) -> list[ec2.InterfaceVpcEndpointAwsService]:
    """Exactly what the environment's parts talk to."""
    sources = environment.sources
    databases = sources is not None and sources.databases
    studio = environment.studio is not None
    asked = {
        _SERVICES.GLUE: databases,
        _SERVICES.SECRETS_MANAGER: databases
        or any(job.secrets for job in environment.jobs.values()),
        _SERVICES.CLOUDWATCH_MONITORING: any(f.has_gpus for f in environment.fleets.values()),
        _SERVICES.SAGEMAKER_API: studio,
        _SERVICES.SAGEMAKER_RUNTIME: studio,
        _SERVICES.SAGEMAKER_STUDIO: studio,
        _SERVICES.STS: studio,
    }
    return [*_FLEET_ENDPOINTS, *(service for service, needed in asked.items() if needed)]


def _egress(environment: Environment) -> egress.Egress:
    network = environment.network
    if network.transit_gateway is not None:
        return egress.TransitGatewayEgress(transit_gateway_id=network.transit_gateway)
    return (
        egress.NatEgress(gateways=_gateways(environment))
        if network.egress is Egress.NAT
        else egress.NoEgress()
    )


def _gateways(environment: Environment) -> int:
    """As with the endpoints: one, or one in every zone."""
    is_one = environment.network.endpoint_zones is EndpointZones.ONE
    return 1 if is_one else len(environment.zones)
