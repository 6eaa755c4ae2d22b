"""Whether the fleet of an order can run its job at all: refused here, before AWS is asked."""

from collections.abc import Iterator
from itertools import chain

from config.fargate import FargateFleet
from config.fit import misfits
from config.fit_fargate import misfits_of_fargate
from config.fleets import Fleet
from config.jobs import Capacity
from config.processing import ProcessingJob
from config.training import TrainingJob
from config.whole import Broken
from ops.session import RefusalError
from ops.submit.order import Order


def refuse_misfits(order: Order) -> None:
    """The first thing that is wrong."""
    if wrong := next(chain(_kind(order), _gpus(order), _reclaims(order), _sizes(order)), None):
        raise RefusalError(f"{order.name}: {wrong}")


def _kind(order: Order) -> Iterator[str]:
    """A job definition is for instances or for Fargate, and never for both."""
    if type(order.pool) is not type(order.given_pool):
        kinds = {Fleet: "on instances", FargateFleet: "on Fargate"}
        yield (
            f"it is defined for fleet {order.given.fleet} {kinds[type(order.given_pool)]}, "
            f"and fleet {order.job.fleet} is {kinds[type(order.pool)]}"
        )


def _gpus(order: Order) -> Iterator[str]:
    if not isinstance(order.pool, Fleet):
        return
    wants, queue = order.job.gpus, f"queue {order.queue} of fleet {order.job.fleet}"
    types = ", ".join(order.pool.instance_types)
    if wants and not order.pool.has_gpus:
        asks = "a GPU" if wants == 1 else f"{wants} GPUs"
        yield f"it asks for {asks}, and no instance type of {queue} has any: {types}"
    elif order.pool.has_gpus and not wants:
        yield f"it asks for no GPU, and {queue} has instances with GPUs: {types}"


def _reclaims(order: Order) -> Iterator[str]:
    if order.job.capacity is not Capacity.SPOT or order.given.capacity is Capacity.SPOT:
        return
    if order.job.attempts == 1:
        yield "a job on spot must be able to start again, and it has 1 attempt"
    elif isinstance(order.job, TrainingJob) and order.job.nodes > 1:
        yield "AWS Batch runs no job of several nodes on spot"
    elif isinstance(order.job, TrainingJob) and order.job.checkpoints is None:
        yield "a job on spot loses its work without checkpoints, and it has none"


def _sizes(order: Order) -> Iterator[str]:
    job, pool = order.job, order.pool
    found: Broken = iter(())
    if isinstance(pool, Fleet):
        found = misfits(job, pool)
    elif isinstance(job, ProcessingJob):
        found = misfits_of_fargate(job, pool)
    for where, refusal in found:
        key = str(where[0]) if where else ""
        yield f"{key}: {refusal.told(str(getattr(job, key)))}" if key else refusal.told()
