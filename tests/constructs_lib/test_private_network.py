"""The private network: three ways out, endpoints where the file wants them, and only for us."""

import aws_cdk as cdk
import pytest
from aws_cdk import Duration
from aws_cdk import aws_ec2 as ec2

from constructs_lib.egress import Egress, NatEgress, NoEgress, TransitGatewayEgress
from constructs_lib.private_network import PrivateNetwork
from tests.assembly import Properties, Template, as_list
from tests.constructs_lib.alone import ACCOUNT, ZONES, key_of, template_of

SERVICES = ec2.InterfaceVpcEndpointAwsService
GATEWAY = "tgw-0123456789abcdef0"


def built(egress: Egress, endpoint_zones: int | None = None) -> Template:
    def build(stack: cdk.Stack) -> None:
        key = key_of(stack)
        key.allow_logs()
        PrivateNetwork(
            stack,
            "Network",
            cidr="10.20.0.0/16",
            zones=ZONES,
            endpoints=[SERVICES.ECR, SERVICES.ECS_AGENT, SERVICES.CLOUDWATCH_LOGS],
            log_key=key,
            logs_expire=Duration.days(30),
            egress=egress,
            endpoint_zones=endpoint_zones,
        )

    return template_of(build)


@pytest.fixture(scope="module")
def closed() -> Template:
    return built(NoEgress(), endpoint_zones=1)


@pytest.fixture(scope="module")
def with_nat() -> Template:
    return built(NatEgress(gateways=1))


@pytest.fixture(scope="module")
def attached() -> Template:
    return built(TransitGatewayEgress(GATEWAY))


def private_ranges(template: Template) -> list[str]:
    subnets = template.of_type("AWS::EC2::Subnet")
    return [subnet["CidrBlock"] for name, subnet in subnets.items() if "Private" in name]


def default_routes(template: Template) -> list[Properties]:
    return [
        route
        for route in template.of_type("AWS::EC2::Route").values()
        if route["DestinationCidrBlock"] == "0.0.0.0/0"
    ]


def endpoint(template: Template, service: str) -> Properties:
    [found] = [
        properties
        for properties in template.of_type("AWS::EC2::VPCEndpoint").values()
        if service_name(properties).endswith(f".{service}")
    ]
    return found


def service_name(properties: Properties) -> str:
    """Gateways name their region by reference, interfaces in plain."""
    name = properties["ServiceName"]
    return name if isinstance(name, str) else str(name["Fn::Join"][1][-1])


def statements(template: Template, service: str) -> dict[str, Properties]:
    document = endpoint(template, service)["PolicyDocument"]
    return {statement["Sid"]: statement for statement in document["Statement"]}


class TestWithoutEgress:
    def test_nothing_leads_out(self, closed: Template) -> None:
        assert default_routes(closed) == []
        assert not closed.of_type("AWS::EC2::InternetGateway")


class TestWithNat:
    def test_one_gateway_serves_both_zones(self, with_nat: Template) -> None:
        assert len(with_nat.of_type("AWS::EC2::NatGateway")) == 1
        through = [route for route in default_routes(with_nat) if "NatGatewayId" in route]
        assert len(through) == len(ZONES)

    def test_a_subnet_is_public_only_where_a_gateway_stands(self, with_nat: Template) -> None:
        public = [name for name in with_nat.of_type("AWS::EC2::Subnet") if "Gateways" in name]
        assert len(public) == 1

    def test_public_subnets_hand_out_no_public_addresses(self, with_nat: Template) -> None:
        subnets = with_nat.of_type("AWS::EC2::Subnet").values()
        assert {subnet["MapPublicIpOnLaunch"] for subnet in subnets} == {False}

    def test_public_subnets_are_as_small_as_a_subnet_can_be(self, with_nat: Template) -> None:
        subnets = with_nat.of_type("AWS::EC2::Subnet")
        masks = {s["CidrBlock"].partition("/")[2] for n, s in subnets.items() if "Gateways" in n}
        assert masks == {"28"}

    def test_endpoints_stay_out_of_the_public_subnets(self, with_nat: Template) -> None:
        placed = str(endpoint(with_nat, "logs")["SubnetIds"])
        assert "Private" in placed
        assert "Gateways" not in placed
        assert "Gateways" not in str(endpoint_routes(with_nat))


def endpoint_routes(template: Template) -> list[Properties]:
    gateways = template.of_type("AWS::EC2::VPCEndpoint").values()
    return [e["RouteTableIds"] for e in gateways if e["VpcEndpointType"] == "Gateway"]


class TestWithATransitGateway:
    def test_every_private_subnet_is_routed_to_it(self, attached: Template) -> None:
        assert [r["TransitGatewayId"] for r in default_routes(attached)] == [GATEWAY] * len(ZONES)

    def test_routes_wait_for_the_attachment(self, attached: Template) -> None:
        [attachment] = attached.of_type("AWS::EC2::TransitGatewayAttachment")
        routes = [r for r in attached.resources.values() if r["Type"] == "AWS::EC2::Route"]
        assert all(attachment in as_list(route["DependsOn"]) for route in routes)


def test_private_addresses_are_the_same_whatever_the_egress(
    closed: Template, with_nat: Template, attached: Template
) -> None:
    assert private_ranges(closed) == private_ranges(with_nat) == private_ranges(attached)


@pytest.mark.parametrize(("template", "zones"), [("closed", 1), ("with_nat", 2)])
def test_endpoints_stand_in_as_many_zones_as_asked(
    template: str, zones: int, request: pytest.FixtureRequest
) -> None:
    placed = endpoint(request.getfixturevalue(template), "logs")["SubnetIds"]
    assert len(placed) == zones


@pytest.mark.parametrize("service", ["s3", "dynamodb", "ecr.api", "logs"])
def test_an_endpoint_serves_our_identities_on_our_resources(closed: Template, service: str) -> None:
    conditions = statements(closed, service)["OwnIdentitiesOnOwnResources"]["Condition"]
    assert conditions == {
        "StringEquals": {"aws:PrincipalAccount": ACCOUNT},
        "StringEqualsIfExists": {"aws:ResourceAccount": ACCOUNT},
    }


def test_foreign_buckets_are_those_of_aws_for_what_they_are_for(closed: Template) -> None:
    found = statements(closed, "s3")
    foreign = {
        (statement["Action"], resource)
        for statement in found.values()
        for resource in as_list(statement["Resource"])
        if "Condition" not in statement
    }
    assert foreign == {
        ("s3:GetObject", "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*"),
        ("s3:GetObject", "arn:aws:s3:::al2023-repos-us-east-1-de612dc2/*"),
        ("s3:PutObject", "arn:aws:s3:::cloudformation-custom-resource-response-useast1/*"),
    }


def test_foreign_images_can_be_pulled_and_not_pushed(closed: Template) -> None:
    allowed = statements(closed, "ecr.api")["PullFrameworkImages"]
    assert not any("Put" in action or "Upload" in action for action in allowed["Action"])
    assert allowed["Condition"] == {"StringEquals": {"aws:PrincipalAccount": ACCOUNT}}


def test_a_service_that_is_not_known_to_take_a_policy_gets_none(closed: Template) -> None:
    assert "PolicyDocument" not in endpoint(closed, "ecs-agent")


def test_the_default_security_group_lets_nothing_through(closed: Template) -> None:
    restricted = closed.only("Custom::VpcRestrictDefaultSG")
    assert restricted["DefaultSecurityGroupId"]["Fn::GetAtt"][1] == "DefaultSecurityGroup"
