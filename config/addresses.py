"""Whether the network has an address for everything that may run in one zone at once."""

from collections.abc import Iterator, Mapping
from functools import partial
from math import ceil

from config.catalogue import fargate
from config.errors import RefusedError
from config.fargate import FargateFleet
from config.file_stores import FileStores
from config.fleets import Fleet
from config.network import Egress
from config.plan import WIDEST_MASK, mask_for
from config.whole import Broken, Whole, sound

PODS = 256
"""Sixteen nodes of EKS, which take addresses for pods in blocks of sixteen."""

ENDPOINTS = 32
"""One of each service that the platform may come to use."""

_COUNTED = {"sources", "file_stores", "fargate", "training", "pipelines", "studio"}
_GIB_PER_FILE_SERVER = 1200
_GLUE_WORKERS = 10
_DATASYNC_INTERFACES = 4


def cramped_network(whole: Whole) -> Broken:
    """Says nothing while something that would need addresses is unread."""
    if whole.network is None or whole.fleets is None or _COUNTED & {*whole.unread}:
        return
    if any(pool is None for pool in (*whole.fleets.values(), *(whole.fargate or {}).values())):
        return
    needs = dict(_needs(whole))
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


def _needs(whole: Whole) -> Iterator[tuple[str, int]]:
    """Fleets with all they may start: the capacity may be in one zone alone."""
    fleets = dict(sound(whole.fleets))
    joined = {job.fleet for _, job in sound(whole.training) if job.nodes > 1}
    yield "instances", sum(map(_most_instances, fleets.values()))
    yield "nodes", sum(_most_nodes(fleet) for name, fleet in fleets.items() if name in joined)
    yield "tasks of Fargate", sum(_most_tasks(fleet) for _, fleet in sound(whole.fargate))
    steps = (pipeline.parallel_steps for _, pipeline in sound(whole.pipelines))
    yield "steps of pipelines", sum(steps)
    yield "users of Studio", len(whole.studio.users) if whole.studio else 0
    yield "pods", PODS
    yield "endpoints", ENDPOINTS
    stores, sources = whole.file_stores, whole.sources
    if stores:
        yield "file stores", stores.efs + _file_servers(stores)
    if sources:
        copies = len(sources.databases) * _GLUE_WORKERS + len(sources.files) * _DATASYNC_INTERFACES
        yield "sources", copies


def _most_instances(fleet: Fleet) -> int:
    return sum(map(partial(_started, fleet), (fleet.spot_max_vcpus, fleet.on_demand_max_vcpus)))


def _most_nodes(fleet: Fleet) -> int:
    """A node of a job of several has an address of its own beside its instance's."""
    return _started(fleet, fleet.on_demand_max_vcpus)


def _started(fleet: Fleet, vcpus: int) -> int:
    """AWS Batch exceeds a limit by one instance at most."""
    smallest = min(choice.vcpus for choice in fleet.choices.values())
    return ceil(vcpus / smallest) + 1 if vcpus else 0


def _most_tasks(fleet: FargateFleet) -> int:
    return ceil((fleet.spot_max_vcpus + fleet.on_demand_max_vcpus) / min(fargate().memory_mib))


def _file_servers(stores: FileStores) -> int:
    """One more is for the metadata."""
    return ceil(stores.lustre.capacity_gib / _GIB_PER_FILE_SERVER) + 1 if stores.lustre else 0
