"""How the range of a network is cut into subnets, and what each of them holds."""

from dataclasses import dataclass
from ipaddress import IPv4Network
from itertools import islice

ROOM_FOR_ZONES = 6
"""The network is cut into eighths: a private subnet for each zone, and two eighths for others."""

_EIGHTH_BITS = 3
_PUBLIC_MASK = 28
AWS_KEEPS = 5
WIDEST_MASK, NARROWEST_MASK = 16, 24


def mask_for(addresses: int) -> int:
    """Of the narrowest network whose private subnets have as many."""
    subnet_bits = (addresses + AWS_KEEPS - 1).bit_length()
    return min(32 - subnet_bits - _EIGHTH_BITS, NARROWEST_MASK)


@dataclass(frozen=True)
class SubnetPlan:
    """By the position of a zone in the file, so that a zone added at the end moves no subnet."""

    cidr: str

    @property
    def private_mask(self) -> int:
        return self._range.prefixlen + _EIGHTH_BITS

    @property
    def public_mask(self) -> int:
        """Of subnets that hold NAT gateways and nothing else."""
        return _PUBLIC_MASK

    @property
    def private(self) -> tuple[str, ...]:
        return tuple(map(str, self._eighths[:ROOM_FOR_ZONES]))

    @property
    def public(self) -> tuple[str, ...]:
        """Out of the seventh eighth."""
        subnets = self._eighths[ROOM_FOR_ZONES].subnets(new_prefix=self.public_mask)
        return tuple(map(str, islice(subnets, ROOM_FOR_ZONES)))

    @property
    def addresses(self) -> int:
        """That a private subnet has for others than AWS itself."""
        return int(2 ** (32 - self.private_mask)) - AWS_KEEPS

    @property
    def _range(self) -> IPv4Network:
        return IPv4Network(self.cidr)

    @property
    def _eighths(self) -> list[IPv4Network]:
        return list(self._range.subnets(_EIGHTH_BITS))
