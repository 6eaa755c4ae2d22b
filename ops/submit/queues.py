"""The queue that an order goes to, and whether it takes jobs now."""

from dataclasses import dataclass

import boto3

from config import Environment
from config.jobs import Capacity
from ops.session import RefusalError
from ops.stack_outputs import how_to_deploy, stack_output
from ops.submit.order import AnyJob, Order


@dataclass(frozen=True)
class Queue:
    arn: str
    has_shares: bool
    """AWS Batch wants a share where a queue has them, and refuses it where it has none."""


def queue_output(order: Order, environment: Environment) -> str:
    """The output that holds its ARN."""
    if _goes_where(order, order.given):
        return f"{id_of(order.name)}JobQueue"
    first = order.queue == order.pool.first_queue
    spot_first = f"{id_of(order.job.fleet)}{'' if first else id_of(order.queue)}Queue"
    if order.job.capacity is Capacity.SPOT or not order.pool.spot_max_vcpus:
        return spot_first
    for name, job in environment.jobs.items():
        if _goes_where(order, job):
            return f"{id_of(name)}JobQueue"
    raise RefusalError(
        f"queue {order.queue} of fleet {order.job.fleet} starts on spot, and there is one without "
        "spot only if a job of the environment file with capacity on-demand goes to it"
    )


def queue_that_takes_jobs(session: boto3.Session, order: Order, environment: Environment) -> Queue:
    arn = stack_output(session, environment, "Batch", queue_output(order, environment))
    batch = session.client("batch")
    found = batch.describe_job_queues(jobQueues=[arn])["jobQueues"]
    if not found:
        again = how_to_deploy(environment)
        raise RefusalError(f"there is no queue {arn}: deploy it again with {again}")
    [queue] = found
    takes_none = f"queue {order.queue} of fleet {order.job.fleet} takes no jobs: it is "
    if queue.get("status") == "INVALID":
        raise RefusalError(f"{takes_none}{_invalid(queue.get('statusReason'))}")
    if queue["state"] != "ENABLED":
        raise RefusalError(f"{takes_none}{queue['state']}")
    names = [one["computeEnvironment"] for one in queue["computeEnvironmentOrder"]]
    parts = batch.describe_compute_environments(computeEnvironments=names)["computeEnvironments"]
    for part in parts:
        if part.get("status") == "INVALID":
            raise RefusalError(
                f"compute environment {part['computeEnvironmentName']} is "
                f"{_invalid(part.get('statusReason'))}"
            )
    if not any(part.get("state") == "ENABLED" for part in parts):
        told = ", ".join(part["computeEnvironmentName"] for part in parts) or "none"
        raise RefusalError(f"every compute environment of queue {order.queue} is off: {told}")
    return Queue(arn, has_shares="schedulingPolicyArn" in queue)


def id_of(name: str) -> str:
    """A name of the environment file as outputs have it."""
    return "".join(word.title() for word in name.split("-"))


def _goes_where(order: Order, job: AnyJob) -> bool:
    """A job that says nothing of a queue goes to the first one of its fleet."""
    same_fleet = job.fleet == order.job.fleet and job.capacity is order.job.capacity
    return same_fleet and (job.queue or order.pool.first_queue) == order.queue


def _invalid(reason: str | None) -> str:
    return f"INVALID: {reason}" if reason else "INVALID"
