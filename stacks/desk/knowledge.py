"""What the job desk is told of the environment: its fleets, its prices, and what it may do."""

from collections.abc import Mapping
from typing import TypeAlias

import config
from config import Environment
from constructs_lib.batch.fargate_fleet import FargateFleet
from constructs_lib.batch.instance_fleet import InstanceFleet
from constructs_lib.desk.fleets import Knowledge, KnownFleet

_SPOT_COSTS = 0.4
"""Of on-demand: as ops/prices_spot.json has it, with its source."""
AnyFleet: TypeAlias = InstanceFleet | FargateFleet


def knowledge_of(environment: Environment, fleets: Mapping[str, AnyFleet]) -> Knowledge:
    types = {
        name
        for pipeline in environment.pipelines.values()
        for name in (pipeline.instances.processing, pipeline.instances.training)
    }
    prices = {name: config.ml_instance_types()[name].usd_per_hour for name in types}
    return Knowledge(
        fleets=[_known(environment, name, fleet) for name, fleet in fleets.items()],
        usd_per_ml_hour=prices,
    )


def policy_of(desk: config.Desk) -> dict[str, int | bool]:
    return {
        "retries": desk.retries,
        "on_demand_after_spot": desk.on_demand_after_spot,
        "larger_after_out_of_memory": desk.larger_after_out_of_memory,
        "keep_days": desk.keep_days,
    }


def _known(environment: Environment, name: str, fleet: AnyFleet) -> KnownFleet:
    pool = environment.fleets.get(name)
    choices = list(pool.choices.values()) if pool else []
    usd = [choice.usd_per_hour / choice.vcpus for choice in choices]
    prices = {"on-demand": round(sum(usd) / len(usd), 4)} if usd else {}
    if prices and fleet.spot_parts:
        prices["spot"] = round(prices["on-demand"] * _SPOT_COSTS, 4)
    return KnownFleet(
        name=name,
        queues=fleet.queues.by_name,
        twins=fleet.queues.twins,
        spot=fleet.spot_parts,
        on_demand=fleet.on_demand_parts,
        sizes=[
            (choice.memory_mib_for_jobs, choice.vcpus, choice.gpus)
            + ((choice.gpu_memory_gib,) if choice.gpus else ())
            for choice in choices
        ],
        usd_per_vcpu_hour=prices,
    )
