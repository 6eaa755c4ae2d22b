"""Whether the network has an address for everything that may run in one zone at once."""

from collections.abc import Iterator, Mapping
from math import ceil

from config.errors import RefusedError
from config.file_stores import FileStores
from config.fleets import Fleet
from config.network import Egress
from config.plan import WIDEST_MASK, mask_for
from config.whole import Broken, Whole, WholeSources

PODS = 256
"""Sixteen nodes of EKS, which take addresses for pods in blocks of sixteen."""

ENDPOINTS = 32
"""One of each service that the platform may come to use."""

_GIB_PER_FILE_SERVER = 1200
_GLUE_WORKERS = 10
_DATASYNC_INTERFACES = 4


def cramped_network(whole: Whole) -> Broken:
    """Says nothing while something that would need addresses is unread."""
    if (
        whole.network is None
        or whole.fleets is None
        or {"sources", "file_stores"} & {*whole.unread}
    ):
        return
    fleets = {name: fleet for name, fleet in whole.fleets.items() if fleet is not None}
    if fleets != whole.fleets:
        return
    needs = dict(_needs(fleets, whole.file_stores, whole.sources))
    needs["the way out"] = int(whole.network.egress is Egress.TRANSIT_GATEWAY)
    needed = sum(needs.values())
    if needed > whole.network.plan.addresses:
        yield ("network", "cidr"), _refusal(whole.network.plan.addresses, needed, needs)


def _refusal(given: int, needed: int, needs: Mapping[str, int]) -> RefusedError:
    each = ", ".join(f"{count} for {what}" for what, count in needs.items() if count)
    wrong = f"an eighth of it, a zone's, has {given} addresses, and {needed} are needed ({each})"
    mask = mask_for(needed)
    if mask < WIDEST_MASK:
        return RefusedError(f"{wrong}; no VPC has as many: give the fleets fewer vCPUs")
    return RefusedError(wrong, allowed=f"/{mask} or wider")


def _needs(
    fleets: Mapping[str, Fleet], stores: FileStores | None, sources: WholeSources | None
) -> Iterator[tuple[str, int]]:
    """Fleets with all they may start: the capacity may be in one zone alone."""
    yield "instances", sum(map(_most_instances, fleets.values()))
    yield "pods", PODS
    yield "endpoints", ENDPOINTS
    if stores:
        yield "file stores", stores.efs + _file_servers(stores)
    if sources:
        copies = len(sources.databases) * _GLUE_WORKERS + len(sources.files) * _DATASYNC_INTERFACES
        yield "sources", copies


def _most_instances(fleet: Fleet) -> int:
    """AWS Batch exceeds a limit by one instance at most."""
    smallest = min(choice.vcpus for choice in fleet.choices.values())
    limits = (fleet.spot_max_vcpus, fleet.on_demand_max_vcpus)
    return sum(ceil(vcpus / smallest) + 1 for vcpus in limits if vcpus)


def _file_servers(stores: FileStores) -> int:
    """One more is for the metadata."""
    return ceil(stores.lustre.capacity_gib / _GIB_PER_FILE_SERVER) + 1 if stores.lustre else 0
