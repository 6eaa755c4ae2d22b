"""The states of steps and executions: SageMaker's words, and two for steps it says nothing of."""

from enum import StrEnum


class State(StrEnum):
    WAITING = "Waiting"
    """SageMaker does not list it yet."""
    STARTING = "Starting"
    EXECUTING = "Executing"
    STOPPING = "Stopping"
    STOPPED = "Stopped"
    FAILED = "Failed"
    SUCCEEDED = "Succeeded"
    NOT_RUN = "Not run"
    """The execution is over without it."""

    @property
    def over(self) -> bool:
        return self in _OVER


_OVER = {State.STOPPED, State.FAILED, State.SUCCEEDED, State.NOT_RUN}

MARKS = {
    State.WAITING: "·",
    State.STARTING: "…",
    State.EXECUTING: "▶",
    State.STOPPING: "…",
    State.STOPPED: "■",
    State.FAILED: "✗",
    State.SUCCEEDED: "✓",
    State.NOT_RUN: "○",
}
"""A state is never told by its colour alone."""
