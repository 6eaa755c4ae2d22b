"""The services' words for where something stands, as our states: their casing differs."""

from millrace.domain.job import State

_JOBS = {
    State.STARTING: ("starting", "initializing", "pending"),
    State.RUNNING: ("inprogress", "executing", "running"),
    State.STOPPING: ("stopping", "terminating"),
    State.SUCCEEDED: ("completed", "succeeded", "complete"),
    State.FAILED: ("failed",),
    State.STOPPED: ("stopped",),
}
_THINGS = {
    State.READY: (
        *("inservice", "created", "active", "completed", "scheduled"),
        *("running", "healthy", "ok"),
    ),
    State.BROKEN: (
        *("failed", "createfailed", "updatefailed", "deletefailed", "updaterollbackfailed"),
        *("outofservice", "unhealthy", "failure", "blocked", "alarm"),
    ),
    State.GONE: ("deleting", "deleted", "stopped", "shuttingdown", "notfound"),
}
_JOB_STATES = {word: state for state, words in _JOBS.items() for word in words}
_THING_STATES = {word: state for state, words in _THINGS.items() for word in words}


def folded(status: str) -> str:
    """``IN_SERVICE`` and ``InService`` are one word."""
    return status.replace("_", "").lower()


def job_state(status: str) -> State:
    """One whose word is new to us lives, for all that we know, and nothing is done about it."""
    return _JOB_STATES.get(folded(status), State.RUNNING)


def thing_state(status: str) -> State:
    """One whose word is new to us is neither ready nor broken, for all that we know."""
    return _THING_STATES.get(folded(status), State.CHANGING)
