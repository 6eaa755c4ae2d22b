"""Where a job runs: the environments of its queue in order, each for as long as it has room."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial

from local.batch.capacity import Capacity, InstanceFacts
from local.batch.names import new_instance_id
from local.batch.records import ComputeEnvironment, Host


class Obstacle(IntEnum):
    """Why an environment does not take a job; of several, the least is the one to tell."""

    FULL = 1
    NO_SPOT = 2
    OVER_MAX_VCPUS = 3
    TOO_SMALL = 4


_REASONS = {
    Obstacle.NO_SPOT: (
        "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested "
        "for instance type [{types}]"
    ),
    Obstacle.OVER_MAX_VCPUS: (
        "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) associated with the job queue "
        "cannot meet the CPU requirement of the job."
    ),
    Obstacle.TOO_SMALL: (
        "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement "
        "(vCPU/memory/GPU) is higher than that can be met by the CE(s) attached to the job queue."
    ),
}


@dataclass(frozen=True)
class Wait:
    """Nowhere yet; the reason is None where the job has only to wait for others to finish."""

    reason: str | None = None


Place = list[Host] | Wait
"""One host for a job, as many as it has nodes for a multi-node job."""


@dataclass(frozen=True)
class Market:
    """What there is to place a job on."""

    instance_facts: InstanceFacts
    hosts: Sequence[tuple[Host, Sequence[Capacity]]]
    """Each with the needs of the jobs that it has."""
    is_spot_available: bool

    def place(self, needs: Capacity, environments: Iterable[ComputeEnvironment]) -> Place:
        return self._first(environments, partial(self._ask, needs))

    def place_nodes(
        self, nodes: Sequence[Capacity], environments: Iterable[ComputeEnvironment]
    ) -> Place:
        """All at once, in one environment."""
        return self._first(environments, partial(self._ask_for_all, nodes))

    def _first(
        self,
        environments: Iterable[ComputeEnvironment],
        ask: Callable[[ComputeEnvironment], list[Host] | Obstacle],
    ) -> Place:
        obstacles = [Obstacle.FULL]
        usable = [environment for environment in environments if environment.is_usable]
        if usable:
            obstacles.clear()
        for environment in usable:
            answer = ask(environment)
            if isinstance(answer, list):
                return answer
            obstacles.append(answer)
        types = [name for one in usable for name in one.resources.get("instanceTypes", ["FARGATE"])]
        reason = _REASONS.get(min(obstacles))
        return Wait(reason.format(types=", ".join(types)) if reason else None)

    def _ask(self, needs: Capacity, environment: ComputeEnvironment) -> list[Host] | Obstacle:
        mine = [(host, jobs) for host, jobs in self.hosts if host.environment is environment]
        for host, jobs in mine:
            if host.is_open and _room(host, jobs).holds(needs):
                return [host]
        fitting = self._fitting(environment, needs)
        most = environment.resources["maxvCpus"]
        affordable = [host for host in fitting if host.capacity.vcpus <= most]
        used = sum(host.capacity.vcpus for host, _ in mine)
        free = [host for host in affordable if host.capacity.vcpus <= most - used]
        if environment.is_spot and affordable and not self.is_spot_available:
            return Obstacle.NO_SPOT
        if free:
            return free[:1]
        if affordable:
            return Obstacle.FULL
        return Obstacle.OVER_MAX_VCPUS if fitting else Obstacle.TOO_SMALL

    def _ask_for_all(
        self, nodes: Sequence[Capacity], environment: ComputeEnvironment
    ) -> list[Host] | Obstacle:
        """Multi-node jobs are for on-demand instances, which they share with nobody."""
        if environment.is_spot or environment.is_fargate:
            return Obstacle.TOO_SMALL
        found = [self._fitting(environment, needs)[:1] for needs in nodes]
        hosts = [host for one in found for host in one]
        if len(hosts) < len(nodes):
            return Obstacle.TOO_SMALL
        asked = sum(host.capacity.vcpus for host in hosts)
        most = environment.resources["maxvCpus"]
        used = sum(one.capacity.vcpus for one, _ in self.hosts if one.environment is environment)
        if asked > most:
            return Obstacle.OVER_MAX_VCPUS
        for host in hosts:
            host.is_for_a_node = True
        return hosts if asked <= most - used else Obstacle.FULL

    def _fitting(self, environment: ComputeEnvironment, needs: Capacity) -> list[Host]:
        """The instances that could be launched for the job, smallest first."""
        if environment.is_fargate:
            return [] if needs.gpus else [Host(new_instance_id(), environment, "FARGATE", needs)]
        found = []
        for name in environment.resources["instanceTypes"]:
            capacity = self.instance_facts(name)
            if capacity and capacity.holds(needs):
                found.append(Host(new_instance_id(), environment, name, capacity))
        return sorted(found, key=lambda host: (host.capacity.gpus, host.capacity.vcpus))


def _room(host: Host, jobs: Sequence[Capacity]) -> Capacity:
    room = host.capacity
    for needs in jobs:
        room -= needs
    return room
