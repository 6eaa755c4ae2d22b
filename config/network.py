"""The network of an environment: private, and sized once."""

from ipaddress import AddressValueError, IPv4Network, NetmaskValueError
from typing import Annotated

from pydantic import AfterValidator, Field

from config.errors import RefusedError
from config.part import Part
from config.words import listed

ROOM_FOR_ZONES = 6
"""The network is cut into eighths: a subnet for each zone, and two eighths kept free."""

_PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_DOCKER = IPv4Network("172.17.0.0/16")
_WIDEST, _NARROWEST = 16, 24


def _network(cidr: str) -> str:
    network = _parsed(cidr)
    if "/" not in cidr or not _WIDEST <= network.prefixlen <= _NARROWEST:
        raise RefusedError(f"must be between /{_WIDEST} and /{_NARROWEST}")
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


class Network(Part):
    cidr: Annotated[
        str,
        AfterValidator(_network),
        Field(description="the VPC's IPv4 range, such as 10.20.0.0/16"),
    ]
