"""A private network: subnets without public addresses, endpoints for the services in use."""

from collections.abc import Sequence

from aws_cdk import Duration, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from constructs_lib.domain_key import DomainKey
from constructs_lib.egress import Egress, NatEgress, NoEgress, TransitGatewayEgress
from constructs_lib.endpoint_policies import gateway_statements, interface_statements
from constructs_lib.findings import accept
from constructs_lib.log_group import PlatformLogGroup
from constructs_lib.providers import accept_provider_of
from constructs_lib.zones import of_the_region

_SUBNET_BITS = 3
"""Each zone's subnet is an eighth of the network: room for six zones, and two eighths to spare."""
_MOST_ZONES = 6
"""Room is kept for the zones to come: one more of them must not move the gateways' subnets."""
_PRIVATE, _GATEWAYS = "Private", "Gateways"
_GATEWAYS_MASK = 28
_EVERYWHERE = "0.0.0.0/0"


class PrivateNetwork(Construct):
    """One private subnet a zone, with the same address range whatever the egress."""

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
        egress: Egress = NoEgress(),  # noqa: B008 - frozen
        endpoint_zones: int | None = None,
    ) -> None:
        """``endpoint_zones``: in how many zones each interface endpoint stands; else in all."""
        super().__init__(scope, id)
        zones = [of_the_region(zone, self) for zone in zones]
        self.private_subnets = ec2.SubnetSelection(subnet_group_name=_PRIVATE)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr(cidr),
            availability_zones=list(zones),
            reserved_azs=_MOST_ZONES - len(zones),
            restrict_default_security_group=True,
            nat_gateways=egress.gateways if isinstance(egress, NatEgress) else None,
            subnet_configuration=_subnets(cidr, egress),
        )
        accept_provider_of(self.vpc, "VpcRestrictDefaultSG")
        if isinstance(egress, NatEgress):
            self._leave_out_public_subnets_without_a_gateway(egress)
            accept(
                self.vpc,
                "NIST.800.53.R5::NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW",
                because="the environment file asks for NAT: the subnets with that route hold its "
                "gateways and nothing else",
            )
        if isinstance(egress, TransitGatewayEgress):
            self._attach(egress.transit_gateway_id)
        self._add_flow_log(log_key, logs_expire)
        self._add_gateway_endpoints()
        self.endpoints_group = self._endpoints_group(cidr)
        self._add_interface_endpoints(endpoints, zones[:endpoint_zones])

    def _leave_out_public_subnets_without_a_gateway(self, egress: NatEgress) -> None:
        """The L2 makes one in each zone; the addresses of those that stay do not change."""
        for subnet in self.vpc.public_subnets[egress.gateways :]:
            self.vpc.node.try_remove_child(subnet.node.id)

    def _attach(self, transit_gateway_id: str) -> None:
        subnets = self.vpc.select_subnets(subnet_group_name=_PRIVATE)
        attachment = ec2.CfnTransitGatewayAttachment(
            self,
            "TransitGateway",
            transit_gateway_id=transit_gateway_id,
            vpc_id=self.vpc.vpc_id,
            subnet_ids=subnets.subnet_ids,
        )
        for number, subnet in enumerate(subnets.subnets, start=1):
            route = ec2.CfnRoute(
                self,
                f"TransitGatewayRoute{number}",
                route_table_id=subnet.route_table.route_table_id,
                destination_cidr_block=_EVERYWHERE,
                transit_gateway_id=transit_gateway_id,
            )
            route.node.add_dependency(attachment)

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
        stack = Stack.of(self)
        statements = gateway_statements(account=stack.account, region=stack.region)
        for name, service in {
            "S3": ec2.GatewayVpcEndpointAwsService.S3,
            "DynamoDb": ec2.GatewayVpcEndpointAwsService.DYNAMODB,
        }.items():
            endpoint = self.vpc.add_gateway_endpoint(
                name, service=service, subnets=[self.private_subnets]
            )
            for statement in statements[name]:
                endpoint.add_to_policy(statement)

    def _endpoints_group(self, cidr: str) -> ec2.SecurityGroup:
        group = ec2.SecurityGroup(
            self,
            "Endpoints",
            vpc=self.vpc,
            description="AWS services, reached from inside the network",
            allow_all_outbound=False,
        )
        group.add_ingress_rule(ec2.Peer.ipv4(cidr), ec2.Port.tcp(443), "HTTPS from the network")
        return group

    def _add_interface_endpoints(
        self, services: Sequence[ec2.InterfaceVpcEndpointAwsService], zones: Sequence[str]
    ) -> None:
        for service in services:
            endpoint = self.vpc.add_interface_endpoint(
                service.short_name,
                service=service,
                security_groups=[self.endpoints_group],
                open=False,
                subnets=ec2.SubnetSelection(
                    subnet_group_name=_PRIVATE, availability_zones=list(zones)
                ),
            )
            for statement in interface_statements(service, account=Stack.of(self).account):
                endpoint.add_to_policy(statement)


def _subnets(cidr: str, egress: Egress) -> list[ec2.SubnetConfiguration]:
    """The private ones come first: what else there is never moves their addresses."""
    types = ec2.SubnetType
    with_nat = isinstance(egress, NatEgress)
    private = ec2.SubnetConfiguration(
        name=_PRIVATE,
        subnet_type=types.PRIVATE_WITH_EGRESS if with_nat else types.PRIVATE_ISOLATED,
        cidr_mask=int(cidr.partition("/")[2]) + _SUBNET_BITS,
    )
    gateways = ec2.SubnetConfiguration(
        name=_GATEWAYS,
        subnet_type=types.PUBLIC,
        cidr_mask=_GATEWAYS_MASK,
        map_public_ip_on_launch=False,
    )
    return [private, gateways] if with_nat else [private]
