"""What is to be submitted: a job of the environment file, as this submission changes it."""

from argparse import Namespace
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from config import Environment
from config.fargate import FargateFleet
from config.fleets import Fleet
from config.jobs import Capacity
from config.processing import ProcessingJob
from config.tenancy import NOBODYS_SHARE
from config.training import TrainingJob
from config.words import listed, nearest
from ops.session import RefusalError
from ops.submit.parameters import Values, values

AnyJob: TypeAlias = TrainingJob | ProcessingJob


@dataclass(frozen=True, kw_only=True)
class Order:
    name: str
    given: AnyJob
    """As the environment file has it."""
    job: AnyJob
    """With the fleet, the queue and the capacity of this submission."""
    given_pool: Fleet | FargateFleet
    pool: Fleet | FargateFleet
    share: str
    parameters: Values

    @property
    def queue(self) -> str:
        return self.job.queue or self.pool.first_queue

    @property
    def max_vcpus(self) -> int:
        if self.job.capacity is Capacity.SPOT:
            return self.pool.spot_max_vcpus
        return self.pool.on_demand_max_vcpus


def order(asked: Namespace, environment: Environment) -> Order:
    jobs, pools = environment.jobs, environment.pools
    given = jobs[known("job", asked.job, jobs)]
    fleet = known("fleet", asked.fleet or given.fleet, pools)
    pool = pools[fleet]
    queue = asked.queue or (given.queue if fleet == given.fleet else None)
    if queue is not None:
        known(f"queue of fleet {fleet}", queue, pool.queues)
    changed = {
        "fleet": fleet,
        "queue": queue,
        "capacity": Capacity(asked.capacity or given.capacity),
    }
    share = asked.team or given.team or NOBODYS_SHARE
    return Order(
        name=asked.job,
        given=given,
        job=given.model_copy(update=changed),
        given_pool=pools[given.fleet],
        pool=pool,
        share=known("team", share, [*environment.teams, NOBODYS_SHARE]),
        parameters=values(asked.job, given.parameters, asked.set),
    )


def known(kind: str, word: str, there: Collection[str]) -> str:
    """The word, if it is one of them."""
    if word in there:
        return word
    meant = nearest(word, there)
    hint = f"; did you mean '{meant}'?" if meant else ""
    raise RefusalError(f"no {kind} is called '{word}'; known: {listed(there)}{hint}")
