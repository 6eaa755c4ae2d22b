"""How traffic leaves the private network, if at all."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NoEgress:
    """AWS services by endpoints, and nothing else."""


@dataclass(frozen=True)
class NatEgress:
    """To the internet, through gateways in public subnets that hold nothing else."""

    gateways: int = 1
    """One of them serves all zones, and is lost with its own; else one in each zone."""


@dataclass(frozen=True)
class TransitGatewayEgress:
    """To a network that somebody else looks after, who also decides what it leads to."""

    transit_gateway_id: str


Egress = NoEgress | NatEgress | TransitGatewayEgress
