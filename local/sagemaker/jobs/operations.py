"""What each kind of job has in common as operations: describe, list, stop."""

from collections.abc import Callable, Mapping
from typing import Any

from local.api.message import Operation
from local.sagemaker.jobs import endings
from local.sagemaker.jobs.job import Job
from local.sagemaker.jobs.kinds import Kind
from local.sagemaker.jobs.listing import listed
from local.sagemaker.jobs.state import State
from local.sagemaker.jobs.story import Story
from local.sagemaker.jobs.views import described
from local.sagemaker.refusals import RefusedError

Stop = Callable[[Job], None]


def operations_of(state: State, kind: Kind, create: Operation, stop: Stop) -> dict[str, Operation]:
    def describe(request: Mapping[str, Any]) -> Mapping[str, Any]:
        return described(state.find(kind, request[kind.name]))

    def list_all(request: Mapping[str, Any]) -> Mapping[str, Any]:
        return listed(state, kind, request)

    def stop_one(request: Mapping[str, Any]) -> Mapping[str, Any]:
        job = state.find(kind, request[kind.name])
        if job.has_ended:
            raise RefusedError(
                f"The request was rejected because the {kind.plain} is in status {job.status}."
            )
        stop(job)
        return {}

    return {
        f"Create{kind.word}": create,
        f"Describe{kind.word}": describe,
        f"List{kind.word}s": list_all,
        f"Stop{kind.word}": stop_one,
    }


def stopping(story: Story) -> Stop:
    def stop(job: Job) -> None:
        story.is_to_stop(job, endings.ASKED)

    return stop
