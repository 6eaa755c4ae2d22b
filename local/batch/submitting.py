"""A job as it is when it was submitted, with its children if it has some."""

import uuid
from collections.abc import Mapping
from typing import Any

from local.batch.arrays import children_of
from local.batch.job import Job
from local.batch.lifecycle import now
from local.batch.nodes import nodes_of
from local.batch.state import State
from local.batch.submission import order_of


def new_job(request: Mapping[str, Any], state: State) -> Job:
    order = order_of(request, state)
    job_id = str(uuid.uuid4())
    job = Job(
        id=job_id,
        arn=state.names.arn("job", job_id),
        queue_arn=state.queue(request["jobQueue"]).arn,
        order=order,
        created_at=now(),
    )
    if job.is_array:
        job.children = children_of(job)
    elif job.is_multi_node:
        job.children = nodes_of(job)
    return job
