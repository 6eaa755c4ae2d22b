"""The parts of a job, children, nodes or steps, and what they come to together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from millrace.domain.job import JobRecord, Kind, State
from ops.ledger_keys import parents

Parts: TypeAlias = Mapping[str, Sequence[JobRecord]]
"""The parts of each job that has any, by its id."""
NO_PARTS: Parts = {}

_CALLED = {Kind.ARRAY: "children", Kind.MULTI_NODE: "nodes", Kind.EXECUTION: "steps"}
_TO_LOOK_AT = [
    State.FAILED,
    State.STOPPED,
    State.STOPPING,
    State.RUNNING,
    State.STARTING,
    State.RUNNABLE,
    State.PENDING,
    State.SUBMITTED,
]


def parts_of(jobs: Iterable[JobRecord]) -> Parts:
    parts: dict[str, list[JobRecord]] = defaultdict(list)
    for job in jobs:
        for parent in parents(job.job_id):
            parts[parent].append(job)
    return parts


def called(job: JobRecord) -> str:
    return _CALLED.get(job.kind, "parts")


def tally(job: JobRecord, parts: Sequence[JobRecord]) -> str:
    """Such as ``children: 7 SUCCEEDED, 2 FAILED``."""
    states = Counter(part.state for part in parts)
    return f"{called(job)}: " + ", ".join(
        f"{states[state]} {state}" for state in State if states[state]
    )


def to_look_at(parts: Iterable[JobRecord]) -> list[JobRecord]:
    """What failed comes first; what succeeded needs nobody."""
    open_ones = [part for part in parts if part.state is not State.SUCCEEDED]
    return sorted(open_ones, key=lambda part: (_TO_LOOK_AT.index(part.state), number(part)))


def number(part: JobRecord) -> int:
    """Its index; of a whole job less than any."""
    return int(part.job_id[len(part.parent) + 1 :]) if part.parent else -1
