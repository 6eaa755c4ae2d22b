"""The network of an environment: private, and sized once."""

from enum import StrEnum
from ipaddress import AddressValueError, IPv4Network, NetmaskValueError
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from config.errors import RefusedError
from config.part import Part
from config.plan import NARROWEST_MASK, WIDEST_MASK, SubnetPlan
from config.words import Spelling, listed

_PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_DOCKER = IPv4Network("172.17.0.0/16")


def _network(cidr: str) -> str:
    network = _parsed(cidr)
    if "/" not in cidr or not WIDEST_MASK <= network.prefixlen <= NARROWEST_MASK:
        raise RefusedError(f"must be between /{WIDEST_MASK} and /{NARROWEST_MASK}")
    if not any(network.subnet_of(private) for private in _PRIVATE):
        raise RefusedError("must be a private range", allowed=f"within {listed(_PRIVATE)}")
    if network.overlaps(_DOCKER):
        raise RefusedError(
            "holds addresses that containers take for their own bridge",
            allowed=f"outside {_DOCKER}",
        )
    if cidr != str(network):
        raise RefusedError("must be the network's own address", instead=str(network))
    return cidr


def _parsed(cidr: str) -> IPv4Network:
    try:
        return IPv4Network(cidr, strict=False)
    except (AddressValueError, NetmaskValueError) as error:
        raise RefusedError("must be an IPv4 range, such as 10.20.0.0/16") from error


class Egress(StrEnum):
    """The way out of the network, besides endpoints of AWS services."""

    NONE = "none"
    NAT = "nat"
    TRANSIT_GATEWAY = "transit-gateway"


_GATEWAY_ID = "tgw-0123456789abcdef0"

_GatewayId = Annotated[
    str,
    Spelling(
        r"tgw-([0-9a-f]{8}|[0-9a-f]{17})", f"the id of a transit gateway, such as {_GATEWAY_ID}"
    ),
]


class EndpointZones(StrEnum):
    ONE = "one"
    ALL = "all"


class Network(Part):
    cidr: Annotated[
        str,
        AfterValidator(_network),
        Field(description="the VPC's IPv4 range, such as 10.20.0.0/16"),
    ]
    egress: Annotated[Egress, Field(strict=False)] = Field(
        default=Egress.NONE,
        description="the way to the internet: none, nat (of its own), transit-gateway (shared)",
    )
    transit_gateway: _GatewayId | None = Field(
        default=None,
        validate_default=True,
        description="the id of the shared transit gateway; egress transit-gateway needs it",
    )
    endpoint_zones: Annotated[EndpointZones, Field(strict=False)] = Field(
        default=EndpointZones.ALL,
        description="one: cheaper, traffic crosses zones; all: a zone may fail",
    )

    @field_validator("transit_gateway")
    @classmethod
    def _only_where_it_is_used(cls, gateway: str | None, info: ValidationInfo) -> str | None:
        egress = info.data.get("egress")
        if gateway is None and egress is Egress.TRANSIT_GATEWAY:
            raise RefusedError(
                "egress transit-gateway needs one", allowed=f"an id, such as {_GATEWAY_ID}"
            )
        if gateway is not None and egress not in {None, Egress.TRANSIT_GATEWAY}:
            raise RefusedError(f"egress {egress} has no use for one: leave it out")
        return gateway

    @property
    def plan(self) -> SubnetPlan:
        return SubnetPlan(self.cidr)
