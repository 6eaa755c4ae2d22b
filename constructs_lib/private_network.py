"""A network without a way out: private subnets, and endpoints for the AWS services in use."""

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.domain_key import DomainKey
from constructs_lib.findings import accept
from constructs_lib.log_group import PlatformLogGroup

_SUBNET_BITS = 3
"""Each zone's subnet is an eighth of the network: room for six zones, and two eighths to spare."""


class PrivateNetwork(Construct):
    """One private subnet a zone; no internet gateway, no NAT."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        cidr: str,
        zones: Sequence[str],
        endpoints: Sequence[ec2.InterfaceVpcEndpointAwsService],
        log_key: DomainKey,
        logs_expire: Duration,
    ) -> None:
        super().__init__(scope, id)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr(cidr),
            availability_zones=list(zones),
            subnet_configuration=[
                ec2.SubnetConfiguration(
                    name="Private",
                    subnet_type=ec2.SubnetType.PRIVATE_ISOLATED,
                    cidr_mask=int(cidr.partition("/")[2]) + _SUBNET_BITS,
                )
            ],
        )
        accept(
            self.vpc,
            "CloudFormation-Validate::W3010",
            because="the environment file names the zones, so that a synthesis looks nothing up",
        )
        self._add_flow_log(log_key, logs_expire)
        self._add_gateway_endpoints()
        self._add_interface_endpoints(endpoints, cidr)

    def _add_flow_log(self, key: DomainKey, expire: Duration) -> None:
        group = PlatformLogGroup(self, "FlowLogs", key=key, expire=expire)
        role = iam.Role(
            self,
            "FlowLogsRole",
            assumed_by=iam.ServicePrincipal("vpc-flow-logs.amazonaws.com"),
        )
        self.vpc.add_flow_log(
            "FlowLog", destination=ec2.FlowLogDestination.to_cloud_watch_logs(group, role)
        )

    def _add_gateway_endpoints(self) -> None:
        for name, service in {
            "S3": ec2.GatewayVpcEndpointAwsService.S3,
            "DynamoDb": ec2.GatewayVpcEndpointAwsService.DYNAMODB,
        }.items():
            self.vpc.add_gateway_endpoint(name, service=service)

    def _add_interface_endpoints(
        self, services: Sequence[ec2.InterfaceVpcEndpointAwsService], cidr: str
    ) -> None:
        group = ec2.SecurityGroup(
            self,
            "Endpoints",
            vpc=self.vpc,
            description="AWS services, reached from inside the network",
            allow_all_outbound=False,
        )
        group.add_ingress_rule(ec2.Peer.ipv4(cidr), ec2.Port.tcp(443), "HTTPS from the network")
        for service in services:
            self.vpc.add_interface_endpoint(
                service.short_name, service=service, security_groups=[group], open=False
            )
