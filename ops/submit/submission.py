"""Hands an order to AWS Batch, after everything that can be asked beforehand has been asked."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError

from config import Environment
from ops.session import RefusalError
from ops.stack_outputs import stack_output
from ops.submit.deadline import Promise
from ops.submit.images import unchecked_image
from ops.submit.order import Order
from ops.submit.queues import Queue, id_of, queue_that_takes_jobs
from ops.submit.tags import tags_of

if TYPE_CHECKING:
    from mypy_boto3_batch.type_defs import SubmitJobRequestTypeDef


@dataclass(frozen=True)
class Target:
    """Where it goes, and what could not be found out about it."""

    queue: Queue
    definition: str
    unchecked: str | None


def target(session: boto3.Session, order: Order, environment: Environment) -> Target:
    queue = queue_that_takes_jobs(session, order, environment)
    definition = stack_output(session, environment, "Batch", f"{id_of(order.name)}Job")
    return Target(queue, definition, unchecked_image(session, environment, order.job.image))


def submitted(
    session: boto3.Session,
    order: Order,
    to: Target,
    *,
    children: int | None,
    promise: Promise | None,
) -> str:
    """The id of the job; of an array, that of the parent."""
    asked: SubmitJobRequestTypeDef = {
        "jobName": order.name,
        "jobQueue": to.queue.arn,
        "jobDefinition": to.definition,
        "parameters": {name: str(value) for name, value in order.parameters.items()},
        "tags": tags_of(session, order, promise),
    }
    if to.queue.has_shares:
        asked["shareIdentifier"] = order.share
    if children is not None:
        asked["arrayProperties"] = {"size": children}
    try:
        return session.client("batch").submit_job(**asked)["jobId"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ClientException":
            raise
        message = error.response["Error"]["Message"]
        raise RefusalError(f"AWS Batch refuses the job: {message}") from error
